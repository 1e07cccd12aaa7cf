/**
 * What there is to know of turns and tool calls, taken from the events, and figures made of it,
 * whatever the store.
 */
@NullMarked
package acp.store.insight;

import org.jspecify.annotations.NullMarked;
