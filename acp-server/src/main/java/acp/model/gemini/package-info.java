/**
 * The dialect of Google's Gemini, as generateContent has it: an answer is a list of parts, some of
 * them signed, and a signature goes back on the very part that it came with. Written strictly, read
 * forgivingly. Knows the vocabulary of models and one exchange over HTTP; no tool, no session and
 * no protocol version.
 */
@NullMarked
package acp.model.gemini;

import org.jspecify.annotations.NullMarked;
