# What jq 1.6 has and jaq lacks or does otherwise. Names that end in `_` are natives under another name.

def repeat(f): def rec: ., (f | rec); rec;
def range($from; $to; $by):
  $from | if $by > 0 then while(. < $to; . + $by) elif $by < 0 then while(. > $to; . + $by) else empty end;
def range($from; $to): range($from; $to; 1);
def range($to): range(0; $to; 1);

# A path of so many steps would need as deep a stack.
def checked_path_: if length > 200 then error("Path too deep") end;
def getpath($path): reduce ($path | checked_path_)[] as $p (.; .[$p]);
def setpath($path; $x): getpath($path) = $x;
def delpaths($paths): reduce ($paths | sort | reverse)[] as $path (.; getpath($path) |= empty);
def leaf_paths: paths(scalars);

def from_entries:
  map({(.key // .k // .name // .Name // .K // .Key | if isstring then . else tojson end):
       (if has("value") then .value elif has("v") then .v else .Value end)})
  | add + {} // {};

def ascii: [.] | implode;
def @csv: map(if isnumber or isboolean then tojson
              elif . == null then ""
              elif isstring then "\"" + gsub("\""; "\"\"") + "\""
              else error("\(type) is not valid in a csv row") end) | join(",");
def @tsv: map(if isstring then gsub("\\\\"; "\\\\") | gsub("\t"; "\\t") | gsub("\n"; "\\n") | gsub("\r"; "\\r")
              elif . == null then "" else tojson end) | join("\t");

# The library calculates in microseconds of 64 bits.
def moment_: if isnumber then if fabs > 2e11 then error("Time out of range") end
             elif isarray and length > 1 and (.[1] | isnumber and . > 11) then error("Time out of range") end;
def gmtime: moment_ | gmtime_;
def localtime: gmtime;
def mktime: moment_ | mktime_ | floor;
def strftime(f): f as $f | moment_ | strftime_($f);
def strflocaltime(f): strftime(f);
def todateiso8601: strftime("%Y-%m-%dT%H:%M:%SZ");
def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
def todate: todateiso8601;
def fromdate: fromdateiso8601;
def date: todate;
def dateadd(u; n): . + n;
def datesub(u; n): . - n;
