package dev.gradus.kernel;

/** An array that is made when it is first needed, and again when it must be longer. */
public final class Scratch {
    private double[] array = {};

    /** The array, with room for so many elements; what they hold is undefined. */
    public double[] ofAtLeast(int elements) {
        if (array.length < elements) {
            array = new double[elements];
        }
        return array;
    }
}
