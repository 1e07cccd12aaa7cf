/**
 * The tools that run commands and read what they printed, and where they run: in a process group of
 * this machine that dies with us, or in a terminal of the editor's where it offers one. Nothing
 * started here outlives its call; output that was cut is kept for a week. Knows no model and no
 * permission policy, and of the editor only the {@link acp.session.Client} port.
 */
@NullMarked
package acp.tool.terminal;

import org.jspecify.annotations.NullMarked;
