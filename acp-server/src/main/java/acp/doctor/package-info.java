/**
 * What is found when the program is looked over: in words that those who look and those who report
 * share. Knows no other room.
 */
@NullMarked
package acp.doctor;

import org.jspecify.annotations.NullMarked;
