package dev.gradus.train;

/** Numbered blocks of examples, wherever they are, and sums over them. */
public interface BlockSource {
    /** How many blocks there are. */
    int count();

    /**
     * What {@link BlockGradients#of} gives for each of these blocks at the present parameters, summed in a {@link FixedTree}
     * over their places in this list.
     */
    double[] sum(int[] chosen);
}
