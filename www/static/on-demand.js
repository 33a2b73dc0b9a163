// Brings what the first load leaves out.

/** A module of the site, by its way from the site's root. */
export const bring = (file) => import(file);
