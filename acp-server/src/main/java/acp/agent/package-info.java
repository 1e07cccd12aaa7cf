/**
 * The agent's own loop: context, model, tool calls, results, and again until the model is done.
 * Folds a session's events into what the model sees. Knows models, tools and permissions through
 * their ports; knows no protocol version and no store.
 */
@NullMarked
package acp.agent;

import org.jspecify.annotations.NullMarked;
