/**
 * The tool by which the model tells the user what it is about to do and how far it is. Knows
 * neither files nor commands.
 */
@NullMarked
package acp.tool.plan;

import org.jspecify.annotations.NullMarked;
