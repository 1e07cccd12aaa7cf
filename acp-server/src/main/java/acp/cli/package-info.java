/**
 * The commands beside the server itself. Loaded only when one is called, so that the library for
 * command lines costs an editor nothing.
 */
@NullMarked
package acp.cli;

import org.jspecify.annotations.NullMarked;
