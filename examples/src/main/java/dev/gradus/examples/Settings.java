package dev.gradus.examples;

/**
 * How both examples of the lesson train.
 *
 * @param seed of NumPy's random stream, from 0 to 2<sup>32</sup> − 1
 * @param epochs passes over all examples, at least 1
 * @param learningRate η, positive and finite
 */
record Settings(long seed, int epochs, double learningRate) {
    /** The lesson's own. */
    static final Settings OF_THE_LESSON = new Settings(0, 2000, 1);
}
