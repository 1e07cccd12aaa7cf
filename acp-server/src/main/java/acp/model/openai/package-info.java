/**
 * The Chat Completions dialect, as OpenAI and many servers after it speak it, each a little
 * differently: it is written strictly and read forgivingly. Works on streams of JSON, without a
 * tree and without binding. Knows the vocabulary of models and the shared HTTP exchange, nothing
 * else.
 */
@NullMarked
package acp.model.openai;

import org.jspecify.annotations.NullMarked;
