/** The numbers, tensors and sizes that inputs may have, and how to draw and simplify them. */
package dev.gradus.testkit.domain;
