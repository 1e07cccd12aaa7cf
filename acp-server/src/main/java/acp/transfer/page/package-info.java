/**
 * Sessions as pages for people: Markdown, and HTML that is whole in itself. What a session holds
 * was written by models, tools and files, so all of it is text here and nothing of it is markup of
 * ours. It knows events and what a writer of sessions is; it reads no journal and cannot be read
 * back.
 */
@NullMarked
package acp.transfer.page;

import org.jspecify.annotations.NullMarked;
