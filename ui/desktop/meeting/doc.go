// Package meeting is the record of one meeting about a pupil, as it is written in the
// room: the agenda with its facts at the left, what was said and agreed in the middle,
// who came and when they meet again at the right. What is typed keeps itself;
// Ctrl+Enter signs the record off and Ctrl+P prints it before people leave. A signed
// record is only read, and corrected beside.
package meeting
