//! The rules, and what breaks them.

use super::arrows::{Arrow, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// A folder or file of `src/`, or `derivations`.
pub struct Floor {
    pub name: &'static str,
    /// The floors that it uses, if those are not all below it.
    pub only: Option<&'static [&'static str]>,
}

/// How long the files of a folder may be.
pub struct Limits {
    pub folder: &'static str,
    pub lines: usize,
    /// Files that may be longer, and why.
    pub exceptions: &'static [(&'static str, &'static str)],
}

pub struct Rules {
    pub floors: &'static [Floor],
    pub owners: &'static [&'static str],
    pub limits: &'static [Limits],
}

impl Rules {
    /// Every rule that is broken: where, and which.
    pub fn broken(&self, tree: &Tree) -> Vec<String> {
        let mut broken = Vec::new();
        for file in tree.files() {
            if self.rank(&file.path).is_none() {
                broken.push(format!("{}: no floor of this name is in the table", file.path));
            }
            let limits = self.limits.iter().find(|limits| file.path.starts_with(limits.folder));
            if let Some(limits) = limits.filter(|limits| file.lines > limits.lines)
                && !limits.exceptions.iter().any(|(path, _)| *path == file.path)
            {
                broken.push(format!("{}: {} lines, of {} at most", file.path, file.lines, limits.lines));
            }
            if file.path.starts_with("derivations/") {
                let hidden = tree.roots(file).filter(|(name, _)| !tree.is_public(name));
                let text = |(name, line)| format!("{}:{line}: crate::{name} is not public", file.path);
                broken.extend(hidden.map(text));
            }
        }
        broken.extend(tree.arrows().iter().filter_map(|arrow| self.against_floors(arrow)));
        // Those that go up are named above.
        let sound: Vec<&Arrow> = tree.arrows().iter().filter(|arrow| self.against_floors(arrow).is_none()).collect();
        broken.extend(circles(&sound));
        broken
    }

    fn rank(&self, path: &str) -> Option<usize> {
        let name = floor_of(path);
        self.floors.iter().position(|floor| floor.name == name)
    }

    fn against_floors(&self, arrow: &Arrow) -> Option<String> {
        let Arrow { from, to, line } = arrow;
        let (low, high) = (self.rank(from)?, self.rank(to)?);
        if floor_of(to) == "derivations" && floor_of(from) != "derivations" && !self.owners.contains(&from.as_str()) {
            return Some(format!("{from}:{line}: names the derivations, {to}; only {} may", self.owners.join(", ")));
        }
        if from.starts_with("derivations/") && to == "src/lib.rs" {
            return None; // the prelude
        }
        if high > low {
            let [from_floor, to_floor] = [low, high].map(|rank| self.floors[rank].name);
            return Some(format!("{from}:{line}: the arrow to {to} goes up, from {from_floor} to {to_floor}"));
        }
        let only = self.floors[low].only.filter(|only| high < low && !only.contains(&self.floors[high].name))?;
        let only = if only.is_empty() { "nothing".into() } else { only.join(", ") };
        Some(format!("{from}:{line}: the arrow to {to}: {} uses only {only}", self.floors[low].name))
    }
}

fn floor_of(path: &str) -> &str {
    let first = path.strip_prefix("src/").unwrap_or(path);
    first.split(['/', '.']).next().unwrap_or(first)
}

/// The circles between the files and folders of each folder.
fn circles(arrows: &[&Arrow]) -> Vec<String> {
    let mut folders: BTreeMap<&str, BTreeMap<&str, BTreeMap<&str, &Arrow>>> = BTreeMap::new();
    for arrow in arrows.iter().filter(|arrow| !arrow.from.ends_with("/tests.rs")) {
        let (from, to) = (arrow.from.as_str(), arrow.to.as_str());
        for (end, _) in from.match_indices('/').filter(|&(end, _)| to.starts_with(&from[..=end])) {
            let child = |path: &'_ str| path[end + 1..].find('/').map_or(path.len(), |next| end + 1 + next + 1);
            let (from_child, to_child) = (&arrow.from[..child(from)], &arrow.to[..child(to)]);
            if from_child != to_child {
                let folder = folders.entry(&from[..=end]).or_default();
                folder.entry(from_child).or_default().entry(to_child).or_insert(arrow);
            }
        }
    }
    folders.values().flat_map(circles_of).collect()
}

/// One circle for each node that lies on one, each circle told once.
fn circles_of(graph: &BTreeMap<&str, BTreeMap<&str, &Arrow>>) -> Vec<String> {
    let mut told = BTreeSet::new();
    let mut circles = Vec::new();
    for &start in graph.keys().filter(|&&start| shortest(graph, start).is_some()) {
        let Some(circle) = shortest(graph, start) else { continue };
        let nodes: BTreeSet<&str> = circle.iter().map(|(node, _)| *node).collect();
        if told.insert(nodes) {
            let steps =
                circle.iter().map(|(node, arrow)| format!("{node} ({}:{} → {})", arrow.from, arrow.line, arrow.to));
            circles.push(format!("circle: {}", steps.collect::<Vec<_>>().join(", ")));
        }
    }
    circles
}

/// The shortest way from a node back to it: each node with the arrow that leaves it.
fn shortest<'a>(
    graph: &BTreeMap<&'a str, BTreeMap<&'a str, &'a Arrow>>,
    start: &'a str,
) -> Option<Vec<(&'a str, &'a Arrow)>> {
    let mut before: BTreeMap<&str, (&'a str, &'a Arrow)> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for (&next, &arrow) in graph.get(node).into_iter().flatten() {
            if before.contains_key(next) {
                continue;
            }
            before.insert(next, (node, arrow));
            if next == start {
                let mut way = vec![before[start]];
                while way[way.len() - 1].0 != start {
                    way.push(before[way[way.len() - 1].0]);
                }
                way.reverse();
                return Some(way);
            }
            queue.push_back(next);
        }
    }
    None
}
