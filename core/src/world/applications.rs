//! What a host does of applications of Data Analytics beside calling their operations.

use super::World;

impl World {
    /// Lets an application of the default account and region break off, and go on from its last checkpoint: a fault that is asked
    /// for. Says whether there is one that runs.
    pub fn restart_application(&mut self, name: &str) -> bool {
        self.settle();
        let is_done = self.tenants.restart_application(&self.settings.tenant, name, self.now);
        self.settle();
        is_done
    }
}
