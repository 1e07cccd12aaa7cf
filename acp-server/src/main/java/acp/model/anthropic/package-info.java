/**
 * Anthropic's Messages dialect: text, thoughts with their seals, tool calls, pictures, and marks
 * for the provider's cache. Written strictly and read forgivingly, on streams of JSON without
 * binding. Knows the vocabulary of models and the shared HTTP exchange, nothing else.
 */
@NullMarked
package acp.model.anthropic;

import org.jspecify.annotations.NullMarked;
