/**
 * SQLite files of other programs, to be read and never written, also while their program is at
 * work. It knows SQL and no program's tables; what is asked of them comes from the rooms beside it.
 */
@NullMarked
package acp.transfer.sqlite;

import org.jspecify.annotations.NullMarked;
