/**
 * Carries whole text frames, in order, both ways. A frame is one message of the conversation above,
 * without its delimiter. This room knows bytes, limits and the end of a stream; it must not know
 * JSON, nor what a frame means.
 */
@NullMarked
package acp.transport;

import org.jspecify.annotations.NullMarked;
