/**
 * The dialect of OpenAI's Responses, as OpenAI and the servers that speak it like OpenAI have it:
 * thoughts come as summaries, and with something sealed that the server wants back. Written
 * strictly, read forgivingly. Nothing is kept at the server. Knows the vocabulary of models and one
 * exchange over HTTP; no tool, no session and no protocol version.
 */
@NullMarked
package acp.model.responses;

import org.jspecify.annotations.NullMarked;
