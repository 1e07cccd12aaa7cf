/**
 * Tools: what the model may call. A tool first says what it intends, which is shown and judged, and
 * then does it. It reaches files and commands through {@link acp.tool.FileSystem} and {@link
 * acp.tool.Terminals}, which use the editor where it offers them and the machine where it does not.
 * Knows no model, no permission policy and no protocol version.
 */
@NullMarked
package acp.tool;

import org.jspecify.annotations.NullMarked;
