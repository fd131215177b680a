package dev.gradus.testkit.report;

import java.util.Optional;

/**
 * The test that found a broken law.
 *
 * @param test the name of its class, with the line that called the laws if a program did
 * @param place the line of the test, if it is known
 * @param seed the seed of its tries
 * @param tries the number of tries made until the law was broken, 0 if it is unknown
 */
public record Origin(String test, Optional<SourcePlace> place, String seed, int tries) {}
