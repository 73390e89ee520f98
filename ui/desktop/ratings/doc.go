// Package ratings is the part of a page on which somebody rates strands of need without
// seeing anybody else's rating: the strands at the left, the statements of one of them
// beside it, level by level. What is done with a rating is the page's to say.
package ratings
