/**
 * What happens in a session, as values: events, and the words they are made of. Version-neutral: no
 * wire type of any protocol version appears here, and no behaviour beyond what a value can say of
 * itself. Every other inner room speaks in these words; this one knows no other room.
 */
@NullMarked
package acp.event;

import org.jspecify.annotations.NullMarked;
