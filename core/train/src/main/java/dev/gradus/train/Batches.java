package dev.gradus.train;

import dev.gradus.kernel.math.Blocks;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Examples in mini-batches: each iteration is an epoch, which gives every example once.
 *
 * <pre>{@code
 * Batches batches = Batches.of(32, xTrain, yTrain).shuffled(NumpyRandom.seed(0));
 * for (int epoch = 0; epoch < 10; epoch++) {
 *     for (Batch batch : batches) {
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>The examples come in their order unless {@link #shuffled}; the last batch may be smaller unless {@link #dropLast}.
 */
public final class Batches implements Iterable<Batch>, Resumable {
    private final Batch all;
    private final int size;
    private final boolean keepsLast;
    private final Optional<NumpyRandom> random;
    private final int[] inOrder;

    private Batches(Batch all, int size, boolean keepsLast, Optional<NumpyRandom> random) {
        this.all = all;
        this.size = size;
        this.keepsLast = keepsLast;
        this.random = random;
        this.inOrder = IntStream.range(0, all.size()).toArray();
        if (count() == 0) {
            throw new IllegalArgumentException("Batches: of " + all.size() + " examples no batch of " + size
                    + " is left when the incomplete last one is dropped; keep it or take smaller batches");
        }
    }

    /**
     * Batches of {@code size} examples from tensors whose first axis goes over the examples: the features, the targets,
     * and any others.
     *
     * @throws IllegalArgumentException if the size is not positive, or there are no tensors or no examples, or the
     * tensors do not hold equally many examples
     */
    public static Batches of(int size, Tensor... data) {
        Objects.requireNonNull(data, "data");
        if (size <= 0) {
            throw new IllegalArgumentException("Batches: the batch size must be positive, not " + size);
        }
        Batch all = Batch.of(data);
        if (all.size() == 0) {
            throw new IllegalArgumentException("Batches: there are no examples: the features are "
                    + all.features().shape());
        }
        return new Batches(all, size, true, Optional.empty());
    }

    /**
     * The same batches in a new random order in every epoch: the order of {@code random.permutation(n)}, drawn when an
     * iteration begins.
     */
    public Batches shuffled(NumpyRandom random) {
        Objects.requireNonNull(random, "random");
        return new Batches(all, size, keepsLast, Optional.of(random));
    }

    /** With a last batch that may be smaller, so that every example comes in every epoch; this is the default. */
    public Batches keepLast() {
        return new Batches(all, size, true, random);
    }

    /**
     * Without a last batch that would be smaller.
     *
     * @throws IllegalArgumentException if no batch would be left
     */
    public Batches dropLast() {
        return new Batches(all, size, false, random);
    }

    /** The number of batches in an epoch. */
    public int count() {
        return all.size() / size + (keepsLast && all.size() % size > 0 ? 1 : 0);
    }

    /** The number of examples that an epoch goes through. */
    public int examples() {
        return keepsLast ? all.size() : count() * size;
    }

    /** One epoch. */
    @Override
    public Iterator<Batch> iterator() {
        int[] indices =
                random.map(generator -> generator.permutation(all.size())).orElse(inOrder);
        return IntStream.range(0, count())
                .mapToObj(batch ->
                        all.rows(Arrays.copyOfRange(indices, batch * size, Blocks.end(batch * size, size, examples()))))
                .iterator();
    }

    /** The state of the generator that shuffles them, if there is one. */
    @Override
    public Map<String, Tensor> state() {
        return random.map(generator -> Map.of("generator", generator.state())).orElse(Map.of());
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        Objects.requireNonNull(state, "state");
        random.ifPresent(generator -> generator.restore(States.get(state, "generator")));
    }
}
