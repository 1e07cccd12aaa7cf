/**
 * Permissions: decides for each deed a tool intends whether it is allowed, denied, or to be asked
 * of the user, by the session's mode and by what the user has allowed before. Knows no tool, no
 * model and no protocol version.
 */
@NullMarked
package acp.permission;

import org.jspecify.annotations.NullMarked;
