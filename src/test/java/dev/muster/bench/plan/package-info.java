/** The planner's benchmark: instances from seeds, and several solvers on them. Run it with {@code bench/plan}. */
@NullMarked
package dev.muster.bench.plan;

import org.jspecify.annotations.NullMarked;
