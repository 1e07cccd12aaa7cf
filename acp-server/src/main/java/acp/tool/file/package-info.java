/**
 * The tools that read, write, change and search files, and the file systems behind them: the disk,
 * and the editor where it offers its buffers. Whatever is changed here was shown first and is
 * refused when it changed meanwhile. Knows no model and no permission policy, and of the editor
 * only the {@link acp.session.Client} port.
 */
@NullMarked
package acp.tool.file;

import org.jspecify.annotations.NullMarked;
