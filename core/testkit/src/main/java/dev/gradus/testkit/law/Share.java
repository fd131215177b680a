package dev.gradus.testkit.law;

/**
 * The tries that a law makes: a costly law makes only some of those that a property has. The first try is always made.
 *
 * @param every the number of tries of a property for each one that is made
 * @param most the most tries that are made, however many a property has
 */
public record Share(int every, int most) {
    public static final Share ALL = new Share(1, Integer.MAX_VALUE);

    /** Whether the try with this index is made. */
    public boolean includes(int index) {
        return index % every == 0 && !isOverAt(index);
    }

    /** Whether no further try is made from this index on. */
    public boolean isOverAt(int index) {
        return index / every >= most;
    }
}
