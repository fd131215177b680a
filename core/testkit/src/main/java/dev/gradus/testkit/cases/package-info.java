/** Cases: what a spec says as data, the drawing and shrinking of cases, and the computation of ops in them. */
package dev.gradus.testkit.cases;
