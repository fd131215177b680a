package dev.gradus.train;

import dev.gradus.kernel.math.Blocks;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.JsonObject;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.States;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Divides examples into mini-batches. Each iteration is one epoch, which visits each example once.
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
 * <p>The examples keep their order unless {@link #shuffled}; the last batch may be smaller unless {@link #dropLast}.
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
            throw new IllegalArgumentException("Batches: " + all.size() + " examples do not fill one batch of " + size
                    + ", so dropLast() would leave no batch; keep the last batch or use smaller ones");
        }
    }

    /**
     * Creates batches of {@code size} examples from tensors whose first axis ranges over the examples: the features, the
     * targets, and any others.
     *
     * @throws IllegalArgumentException if the size is not positive, there are no tensors or no examples, or the tensors
     *     differ in their number of examples
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
     * Returns the same batches in a new random order for each epoch, which {@code random.permutation(n)} draws when the
     * iteration begins.
     */
    public Batches shuffled(NumpyRandom random) {
        Objects.requireNonNull(random, "random");
        return new Batches(all, size, keepsLast, Optional.of(random));
    }

    /** Keeps an incomplete last batch, so that each epoch contains every example. This is the default. */
    public Batches keepLast() {
        return new Batches(all, size, true, random);
    }

    /**
     * Drops an incomplete last batch.
     *
     * @throws IllegalArgumentException if no batch would be left
     */
    public Batches dropLast() {
        return new Batches(all, size, false, random);
    }

    Batch all() {
        return all;
    }

    Optional<NumpyRandom> random() {
        return random;
    }

    /** Returns the numbers of examples that a batch can have: full batches and the last one. */
    Set<Integer> sizes() {
        Set<Integer> sizes = new TreeSet<>();
        sizes.add(Math.min(size, all.size()));
        if (keepsLast && all.size() % size > 0) {
            sizes.add(all.size() % size);
        }
        return sizes;
    }

    /** Returns what a {@link Receipt} needs besides the data. */
    Map<String, Object> description() {
        return Json.object(
                "size",
                size,
                "keepsLast",
                keepsLast,
                "isShuffled",
                random.isPresent(),
                "generator",
                random.map(generator -> generator.state().toArray()));
    }

    /**
     * Returns batches of these tensors as a {@link #description} has them that was read from JSON.
     *
     * @param seed the seed of the generator if the description has no state of it
     */
    static Batches described(JsonObject json, Optional<Long> seed, List<Tensor> tensors) {
        NumpyRandom random = NumpyRandom.seed(seed.orElse(0L) & 0xffff_ffffL);
        if (json.has("generator")) {
            random.restore(Tensor.of(json.numbers("generator")));
        }
        Batches batches = of(json.whole("size"), tensors.toArray(Tensor[]::new));
        Batches inOrder = json.flag("keepsLast") ? batches : batches.dropLast();
        return json.flag("isShuffled") ? inOrder.shuffled(random) : inOrder;
    }

    /** Returns the number of batches in an epoch. */
    public int count() {
        return all.size() / size + (keepsLast && all.size() % size > 0 ? 1 : 0);
    }

    /** Returns the number of examples in an epoch. */
    public int examples() {
        return keepsLast ? all.size() : count() * size;
    }

    /** Begins an epoch. */
    @Override
    public Iterator<Batch> iterator() {
        int[] indices =
                random.map(generator -> generator.permutation(all.size())).orElse(inOrder);
        return IntStream.range(0, count())
                .mapToObj(batch ->
                        all.rows(Arrays.copyOfRange(indices, batch * size, Blocks.end(batch * size, size, examples()))))
                .iterator();
    }

    /** Returns the state of the shuffling generator, or an empty map without shuffling. */
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
