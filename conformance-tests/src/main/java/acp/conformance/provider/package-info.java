/**
 * A small server that plays a model's provider, for agents that want one: it speaks the dialects of
 * OpenAI (Chat Completions and Responses), Anthropic and Gemini byte for byte, says what a script
 * has it say, well or badly, and refuses what the real one would refuse.
 *
 * <p>The agent reaches it over HTTP like any other. The room knows nothing of transcripts and of
 * the Agent Client Protocol.
 */
@NullMarked
package acp.conformance.provider;

import org.jspecify.annotations.NullMarked;
