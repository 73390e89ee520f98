// Package provision holds what a school does for a pupil and what it costs: turns
// of assess, plan, do and review, outcomes, advice, and provision lines.
//
// A line's cost is minutes × sessions a week × weeks × hourly rate ÷ pupils in the
// group, and what is bought once. It is worked out exactly and rounded to the
// penny one time, at the end. The school pays first, up to its contribution for
// one pupil in a year; what is above may be asked for (SEND Code of Practice 2015,
// paragraphs 6.96 to 6.99).
//
// It also says what provision came to for its pupils (Effects) and what was wanted,
// asked, waiting and refused (UnmetNeed), both from records of normal work alone.
package provision
