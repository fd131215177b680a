package dev.gradus.kernel;

/** An array that grows when needed. */
public final class Scratch {
    private double[] array = {};

    /** The array, with room for this number of elements; their values are undefined. */
    public double[] ofAtLeast(int elements) {
        if (array.length < elements) {
            array = new double[elements];
        }
        return array;
    }
}
