/**
 * What to make of a model's failure: whether it passes, how long to wait before the model is asked
 * again, and when a provider is left alone for a while. Decides and never acts: who asks does the
 * waiting and tells the user. Knows failures by their data alone, no dialect, no HTTP and no
 * session.
 */
@NullMarked
package acp.model.resilience;

import org.jspecify.annotations.NullMarked;
