/**
 * Tools that ask the user: a question with or without choices, and a page to open. They go through
 * the client's forms and pages where it has them; where it has none, the model is told so and asks
 * in its answer. Knows no protocol.
 */
@NullMarked
package acp.tool.ask;

import org.jspecify.annotations.NullMarked;
