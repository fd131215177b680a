package dev.gradus.random;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * NumPy's legacy random stream: the functions of {@code np.random} after {@code np.random.seed(n)}, and the methods of
 * {@code np.random.RandomState(n)}. NumPy has frozen this stream (NEP 19), so old lessons remain reproducible.
 *
 * <pre>{@code
 * NumpyRandom random = NumpyRandom.seed(0);                       // np.random.seed(0)
 * Tensor w0 = random.normal(0, 1 / Math.sqrt(2), Shape.of(2, 1)); // np.random.normal(scale=1/2**.5, size=(2, 1))
 * }</pre>
 *
 * <p>When called in the same order, integers and uniforms equal NumPy's bit for bit, and so do 999 of 1000 normals. NumPy
 * uses the logarithm of the C library, whose last bit differs between machines. This class returns the same bits on any JVM,
 * within 2 ulp of NumPy's standard normals, or 3 ulp for about one in a million. A tensor is filled in row-major order, like
 * the same number of single draws.
 *
 * <p>As a {@link RandomGenerator}: {@link #nextInt()} is one 32-bit output of the Mersenne Twister and {@link #nextLong()}
 * is two, the first one high. {@link #nextDouble()} is {@link #randomSample()}, the Gaussians are {@link #standardNormal()}
 * and {@link #normal(double, double)}, bounded ints and longs are {@link #randint}, and {@link #nextExponential()} is
 * NumPy's {@code standard_exponential}. The JDK implements the inherited methods (bounded doubles, floats, bytes, streams)
 * with these.
 *
 * <p>Not thread-safe: only one thread at a time may use a generator. The stream is for simulation and is not
 * cryptographically secure.
 */
public final class NumpyRandom implements RandomGenerator {
    private static final long LARGEST_UINT32 = 0xffffffffL;

    private final MersenneTwister twister;
    private final PolarMethod polarMethod;

    private NumpyRandom(int seed) {
        twister = new MersenneTwister(seed);
        polarMethod = new PolarMethod(twister::nextDouble);
    }

    /**
     * Creates a generator in the state of {@code np.random.seed(seed)}.
     *
     * @param seed from 0 to 2<sup>32</sup> − 1
     * @throws IllegalArgumentException if the seed is out of that range
     */
    public static NumpyRandom seed(long seed) {
        if (seed < 0 || seed > LARGEST_UINT32) {
            throw new IllegalArgumentException("seed(" + seed + "): NumPy takes seeds from 0 to " + LARGEST_UINT32
                    + " (2^32 − 1). The lowest 32 bits of this number are " + (seed & LARGEST_UINT32) + ".");
        }
        return new NumpyRandom((int) seed);
    }

    /**
     * Returns a copy of the current state for {@link #restore}: the 624 words, the number of words used, and the normal
     * number kept for the next call, or NaN. These are the numbers of {@code np.random.get_state()}.
     */
    public Tensor state() {
        double[] words = twister.state();
        double[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = polarMethod.kept();
        return Tensor.of(all);
    }

    /**
     * Resumes from a {@link #state()}, possibly of another generator.
     *
     * @throws IllegalArgumentException if the tensor is not a state; this generator is then unchanged
     */
    public void restore(Tensor state) {
        Objects.requireNonNull(state, "state");
        int last = MersenneTwister.N + 1;
        double[] all = state.toArray();
        if (!state.shape().equals(Shape.of(last + 1))
                || !MersenneTwister.isState(all)
                || Double.isInfinite(all[last])) {
            throw new IllegalArgumentException("restore(state): the state must be a result of state(), which"
                    + " is " + MersenneTwister.N
                    + " words from 0 to 2^32 − 1, the number of words used, and a normal number or NaN; this tensor "
                    + state.shape() + " contains other numbers");
        }
        twister.restore(all);
        polarMethod.keep(all[last]);
    }

    /** Returns a uniform number in [0, 1), a multiple of 2<sup>−53</sup>, like {@code np.random.random_sample()}. */
    public double randomSample() {
        return twister.nextDouble();
    }

    /** Returns a tensor of {@link #randomSample()} draws. */
    public Tensor randomSample(Shape shape) {
        return Tensor.generate(shape, i -> randomSample());
    }

    /**
     * Returns a uniform number in [low, high): low + (high − low) u, where u is a {@link #randomSample()}. Rounding may
     * produce high itself.
     *
     * @throws IllegalArgumentException if a bound or high − low is not finite, or high ≤ low
     */
    public double uniform(double low, double high) {
        return new UniformDistribution(low, high).at(randomSample());
    }

    /**
     * Returns a tensor of {@link #uniform(double, double)} draws.
     *
     * @throws IllegalArgumentException if a bound or high − low is not finite, or high ≤ low
     */
    public Tensor uniform(double low, double high, Shape shape) {
        return RandomTensors.uniform(this, low, high, shape);
    }

    /**
     * Returns a normal number with mean 0 and variance 1, like {@code np.random.standard_normal()} and {@code
     * np.random.randn()}. The polar method produces two numbers at a time. The second is kept and returned by the next call,
     * even if other numbers are drawn in between.
     */
    public double standardNormal() {
        return polarMethod.next();
    }

    /**
     * Returns a tensor of {@link #standardNormal()} draws: {@code np.random.randn(4, 2)} is {@code randn(4, 2)}. Without
     * sizes, the tensor has rank 0.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public Tensor randn(int... sizes) {
        return Tensor.generate(Shape.of(sizes), i -> standardNormal());
    }

    /**
     * Returns a normal number with mean loc and standard deviation scale: loc + scale · z, where z is a {@link
     * #standardNormal()}.
     *
     * @throws IllegalArgumentException if loc or scale is not finite or scale is negative
     */
    public double normal(double loc, double scale) {
        return new NormalDistribution(loc, scale).at(standardNormal());
    }

    /**
     * Returns a tensor of {@link #normal(double, double)} draws.
     *
     * @throws IllegalArgumentException if loc or scale is not finite or scale is negative
     */
    public Tensor normal(double loc, double scale, Shape shape) {
        NormalDistribution distribution = new NormalDistribution(loc, scale);
        return Tensor.generate(shape, i -> distribution.at(standardNormal()));
    }

    /**
     * Returns an integer, uniform from low to high − 1, like {@code np.random.randint(low, high)} with NumPy's type int64.
     *
     * @throws IllegalArgumentException if high ≤ low
     */
    public long randint(long low, long high) {
        if (high <= low) {
            throw new IllegalArgumentException("randint(" + low + ", " + high
                    + "): high is exclusive and must be greater than low." + didYouMean(low, high));
        }
        return low + maskedRejection(high - 1 - low);
    }

    private static String didYouMean(long low, long high) {
        if (high < low) {
            return " Did you mean randint(" + high + ", " + low + ")?";
        }
        return high == Long.MAX_VALUE ? "" : " Did you mean randint(" + low + ", " + (high + 1) + ")?";
    }

    /**
     * Returns the integers from 0 to n − 1 in random order, like {@code np.random.permutation(n)}. To shuffle related rows,
     * such as inputs and targets, consistently, select them by these indices.
     *
     * @throws IllegalArgumentException if n is negative
     */
    public int[] permutation(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("permutation(" + n + "): n must not be negative.");
        }
        int[] indices = new int[n];
        Arrays.setAll(indices, i -> i);
        shuffle(indices);
        return indices;
    }

    /** Shuffles the values in place, like {@code np.random.shuffle(values)}. */
    public void shuffle(int[] values) {
        shuffle(values.length, (i, j) -> {
            int held = values[i];
            values[i] = values[j];
            values[j] = held;
        });
    }

    /** Shuffles the values in place, like {@code np.random.shuffle(values)}. */
    public void shuffle(double[] values) {
        shuffle(values.length, (i, j) -> {
            double held = values[i];
            values[i] = values[j];
            values[j] = held;
        });
    }

    /**
     * Shuffles the rows in place without changing any row, like {@code np.random.shuffle(rows)}. Rows may be those of a
     * {@code double[][]} or any objects.
     */
    public void shuffle(Object[] rows) {
        shuffle(rows.length, (i, j) -> {
            Object held = rows[i];
            rows[i] = rows[j];
            rows[j] = held;
        });
    }

    /**
     * Draws {@code size} independent integers from 0 … n − 1, like {@code np.random.choice(n, size)}.
     *
     * @throws IllegalArgumentException if n or size is negative, or n is 0 and size is not
     */
    public int[] choice(int n, int size) {
        requireChoosable("choice", n, size);
        if (n == 0 && size > 0) {
            throw new IllegalArgumentException(
                    "choice(0, " + size + "): there is nothing to choose from; n must be at least 1.");
        }
        int[] chosen = new int[size];
        Arrays.setAll(chosen, i -> (int) randint(0, n));
        return chosen;
    }

    /**
     * Draws {@code size} different integers from 0 … n − 1 in random order, like {@code np.random.choice(n, size,
     * replace=False)}. As in NumPy, these are the first of a {@link #permutation(int)}, so the whole permutation is drawn.
     *
     * @throws IllegalArgumentException if n or size is negative, or size is greater than n
     */
    public int[] choiceWithoutReplacement(int n, int size) {
        requireChoosable("choiceWithoutReplacement", n, size);
        if (size > n) {
            throw new IllegalArgumentException("choiceWithoutReplacement(" + n + ", " + size + "): cannot draw " + size
                    + " different integers from " + n + "; size must be at most n."
                    + (n == 0 ? "" : " With replacement: choice(" + n + ", " + size + ")."));
        }
        return Arrays.copyOf(permutation(n), size);
    }

    private static void requireChoosable(String method, int n, int size) {
        if (n < 0 || size < 0) {
            throw new IllegalArgumentException(
                    method + "(" + n + ", " + size + "): " + (n < 0 ? "n" : "size") + " must not be negative.");
        }
    }

    /** Returns one 32-bit output of the Mersenne Twister. */
    @Override
    public int nextInt() {
        return twister.nextInt();
    }

    /** Returns {@code randint(0, bound)}. */
    @Override
    public int nextInt(int bound) {
        return (int) randint(0, bound);
    }

    /** Returns {@code randint(origin, bound)}. */
    @Override
    public int nextInt(int origin, int bound) {
        return (int) randint(origin, bound);
    }

    /** Returns two 32-bit outputs of the Mersenne Twister, the first one high. */
    @Override
    public long nextLong() {
        return twister.nextLong();
    }

    /** Returns {@code randint(0, bound)}. */
    @Override
    public long nextLong(long bound) {
        return randint(0, bound);
    }

    /** Returns {@code randint(origin, bound)}. */
    @Override
    public long nextLong(long origin, long bound) {
        return randint(origin, bound);
    }

    /** Returns {@link #randomSample()}. */
    @Override
    public double nextDouble() {
        return randomSample();
    }

    /** Returns {@link #standardNormal()}. */
    @Override
    public double nextGaussian() {
        return standardNormal();
    }

    /** Returns {@code normal(mean, stddev)}. */
    @Override
    public double nextGaussian(double mean, double stddev) {
        return normal(mean, stddev);
    }

    /** Returns {@code np.random.standard_exponential()}: −ln(1 − u), where u is a {@link #randomSample()}. */
    @Override
    public double nextExponential() {
        return -PreciseLogarithm.log(1 - randomSample());
    }

    /** Converts random bits to a uniform integer from 0 to max as NumPy does. Both are unsigned. */
    private long maskedRejection(long max) {
        if (max == 0) {
            return 0; // NumPy draws nothing here
        }
        long mask = -1L >>> Long.numberOfLeadingZeros(max);
        boolean fitsInOneOutput = Long.numberOfLeadingZeros(max) >= 32;
        long value;
        do {
            value = mask & (fitsInOneOutput ? twister.nextInt() : twister.nextLong());
        } while (Long.compareUnsigned(value, max) > 0);
        return value;
    }

    /** The Fisher–Yates shuffle from the last element down, as in NumPy. */
    private void shuffle(int n, Swap swap) {
        for (int i = n - 1; i > 0; i--) {
            swap.swap(i, (int) maskedRejection(i));
        }
    }

    private interface Swap {
        void swap(int i, int j);
    }
}
