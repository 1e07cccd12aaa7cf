/**
 * Goose's sessions: its database of schema 10 to 17 and the JSON that it exports. Both hold the
 * same messages, so what they mean is said once. It knows Goose's words and {@link
 * acp.transfer.foreign.Telling}; of our events it knows only what must be said in them.
 */
@NullMarked
package acp.transfer.goose;

import org.jspecify.annotations.NullMarked;
