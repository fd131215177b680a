package dev.gradus.testkit;

/** One input of an op under test. */
record InputSpec(String name, Dims dims, Values values, boolean hasDerivative) {}
