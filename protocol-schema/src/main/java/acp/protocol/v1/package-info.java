/**
 * Version 1 of the protocol as Java types: one file for each definition, named as the protocol
 * names it. A field that is not {@code @Nullable} is required; the rest of how it is read stands in
 * its annotations. Values only: knows no server, no session and no behaviour, and nothing of any
 * other version.
 */
@NullMarked
package acp.protocol.v1;

import org.jspecify.annotations.NullMarked;
