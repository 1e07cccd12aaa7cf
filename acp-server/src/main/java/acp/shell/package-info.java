/**
 * Shell: reads a command line of {@code sh} and says what it would do, as far as that can be told
 * for sure: which programs it runs, which of them only look, which destroy, and whether it leaves
 * the workspace. What it does not understand for sure it says it does not. Decides nothing, runs
 * nothing, and knows no other room.
 */
@NullMarked
package acp.shell;

import org.jspecify.annotations.NullMarked;
