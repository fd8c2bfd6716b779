//! L0: work spread over cores, the one place that does. What comes out is in the order of what went in, whatever ran where.

use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

/// What `work` makes of each of `items`, in their order. A core takes at least `at_least` of them at once: fewer are not worth
/// the handing over.
pub fn map<'i, T: Sync, R: Send>(
    items: &'i [T],
    at_least: usize,
    work: impl Fn(&'i T) -> R + Sync + Send,
) -> Vec<R> {
    items
        .par_iter()
        .with_min_len(at_least.max(1))
        .map(work)
        .collect()
}
