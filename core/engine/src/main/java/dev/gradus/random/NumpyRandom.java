package dev.gradus.random;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * NumPy's legacy random stream: what {@code np.random.seed(n)} and the functions of {@code np.random} give, and {@code
 * np.random.RandomState(n)} with its methods. NumPy has frozen this stream (NEP 19), so that old lessons keep their
 * figures.
 *
 * <pre>{@code
 * NumpyRandom random = NumpyRandom.seed(0);                       // np.random.seed(0)
 * Tensor w0 = random.normal(0, 1 / Math.sqrt(2), Shape.of(2, 1)); // np.random.normal(scale=1/2**.5, size=(2, 1))
 * }</pre>
 *
 * <p>Called in the same order, integers and uniforms equal NumPy's bit for bit, and so do 999 of 1000 normals. NumPy
 * takes its logarithm from the C library, whose last bit differs between machines; ours gives the same bits on any JVM,
 * within 2 ulp of NumPy's standard normals, and 3 ulp in about one of a million. A tensor is filled in row-major order
 * and equals as many single draws.
 *
 * <p>As a {@link RandomGenerator}: {@link #nextInt()} is one 32-bit output of the Mersenne Twister, {@link #nextLong()}
 * two, the first one high; {@link #nextDouble()} is {@link #randomSample()}; the Gaussians are {@link
 * #standardNormal()} and {@link #normal(double, double)}; bounded ints and longs are {@link #randint}; {@link
 * #nextExponential()} is NumPy's {@code standard_exponential}. Methods inherited unchanged (bounded doubles, floats,
 * bytes, streams) are built from these as the JDK sees fit.
 *
 * <p>Not thread-safe: a generator belongs to one thread at a time. The stream is for simulation and must not guard
 * secrets.
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
     * A generator at the state that {@code np.random.seed(seed)} gives.
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
     * A copy of the present state, from which {@link #restore} goes on: the 624 words, how many of them were used, and the
     * normal number kept for the next call, or NaN. These are the numbers of {@code np.random.get_state()}.
     */
    public Tensor state() {
        double[] words = twister.state();
        double[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = polarMethod.kept();
        return Tensor.of(all);
    }

    /**
     * Goes on from a {@link #state()}, perhaps another generator's.
     *
     * @throws IllegalArgumentException if it is none; this generator's state is then as it was
     */
    public void restore(Tensor state) {
        Objects.requireNonNull(state, "state");
        int last = MersenneTwister.N + 1;
        double[] all = state.toArray();
        if (!state.shape().equals(Shape.of(last + 1))
                || !MersenneTwister.isState(all)
                || Double.isInfinite(all[last])) {
            throw new IllegalArgumentException("restore(state): it must be what state() gave, " + MersenneTwister.N
                    + " words from 0 to 2^32 − 1, their used count and a normal number or NaN; this is a tensor "
                    + state.shape() + " of other numbers");
        }
        twister.restore(all);
        polarMethod.keep(all[last]);
    }

    /** Uniform in [0, 1), a multiple of 2<sup>−53</sup>: {@code np.random.random_sample()}. */
    public double randomSample() {
        return twister.nextDouble();
    }

    /** A tensor of {@link #randomSample()}s. */
    public Tensor randomSample(Shape shape) {
        return Tensor.generate(shape, i -> randomSample());
    }

    /**
     * Uniform in [low, high): low + (high − low) u, where u is a {@link #randomSample()}. Rounding can make it high.
     *
     * @throws IllegalArgumentException if a bound or high − low is not finite, or high ≤ low
     */
    public double uniform(double low, double high) {
        return new UniformDistribution(low, high).at(randomSample());
    }

    /**
     * A tensor of {@link #uniform(double, double)} draws.
     *
     * @throws IllegalArgumentException if a bound or high − low is not finite, or high ≤ low
     */
    public Tensor uniform(double low, double high, Shape shape) {
        return RandomTensors.uniform(this, low, high, shape);
    }

    /**
     * Normal with mean 0 and variance 1: {@code np.random.standard_normal()}, {@code np.random.randn()}. The polar
     * method makes two numbers at a time; the second is kept, whatever else is drawn in between, and returned by the
     * next call.
     */
    public double standardNormal() {
        return polarMethod.next();
    }

    /**
     * A tensor of {@link #standardNormal()}s: {@code np.random.randn(4, 2)} is {@code randn(4, 2)}; without sizes, a
     * tensor of rank 0.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public Tensor randn(int... sizes) {
        return Tensor.generate(Shape.of(sizes), i -> standardNormal());
    }

    /**
     * Normal with mean loc and standard deviation scale: loc + scale · z, where z is a {@link #standardNormal()}.
     *
     * @throws IllegalArgumentException if loc or scale is not finite or scale is negative
     */
    public double normal(double loc, double scale) {
        return new NormalDistribution(loc, scale).at(standardNormal());
    }

    /**
     * A tensor of {@link #normal(double, double)} draws.
     *
     * @throws IllegalArgumentException if loc or scale is not finite or scale is negative
     */
    public Tensor normal(double loc, double scale, Shape shape) {
        NormalDistribution distribution = new NormalDistribution(loc, scale);
        return Tensor.generate(shape, i -> distribution.at(standardNormal()));
    }

    /**
     * An integer, uniform from low to high − 1: {@code np.random.randint(low, high)} with NumPy's type int64.
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
     * The integers from 0 to n − 1 in random order: {@code np.random.permutation(n)}. To put rows that belong together,
     * such as inputs and targets, into one order, take them by these indices.
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

    /** Puts the values into random order, in place: {@code np.random.shuffle(values)}. */
    public void shuffle(int[] values) {
        shuffle(values.length, (i, j) -> {
            int held = values[i];
            values[i] = values[j];
            values[j] = held;
        });
    }

    /** Puts the values into random order, in place: {@code np.random.shuffle(values)}. */
    public void shuffle(double[] values) {
        shuffle(values.length, (i, j) -> {
            double held = values[i];
            values[i] = values[j];
            values[j] = held;
        });
    }

    /**
     * Puts the rows into random order, in place, each row left as it is: {@code np.random.shuffle(rows)} for the rows
     * of a {@code double[][]}, or any objects.
     */
    public void shuffle(Object[] rows) {
        shuffle(rows.length, (i, j) -> {
            Object held = rows[i];
            rows[i] = rows[j];
            rows[j] = held;
        });
    }

    /**
     * Draws size integers from 0 … n − 1, each free of the others: {@code np.random.choice(n, size)}.
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
     * Draws size different integers from 0 … n − 1, in random order: {@code np.random.choice(n, size, replace=False)}.
     * As in NumPy these are the first of a {@link #permutation(int)}, so the whole permutation is drawn.
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

    /** One 32-bit output of the Mersenne Twister. */
    @Override
    public int nextInt() {
        return twister.nextInt();
    }

    /** {@code randint(0, bound)}. */
    @Override
    public int nextInt(int bound) {
        return (int) randint(0, bound);
    }

    /** {@code randint(origin, bound)}. */
    @Override
    public int nextInt(int origin, int bound) {
        return (int) randint(origin, bound);
    }

    /** Two 32-bit outputs of the Mersenne Twister, the first one high. */
    @Override
    public long nextLong() {
        return twister.nextLong();
    }

    /** {@code randint(0, bound)}. */
    @Override
    public long nextLong(long bound) {
        return randint(0, bound);
    }

    /** {@code randint(origin, bound)}. */
    @Override
    public long nextLong(long origin, long bound) {
        return randint(origin, bound);
    }

    /** {@link #randomSample()}. */
    @Override
    public double nextDouble() {
        return randomSample();
    }

    /** {@link #standardNormal()}. */
    @Override
    public double nextGaussian() {
        return standardNormal();
    }

    /** {@code normal(mean, stddev)}. */
    @Override
    public double nextGaussian(double mean, double stddev) {
        return normal(mean, stddev);
    }

    /** {@code np.random.standard_exponential()}: −ln(1 − u), where u is a {@link #randomSample()}. */
    @Override
    public double nextExponential() {
        return -PreciseLogarithm.log(1 - randomSample());
    }

    /** NumPy's way from random bits to a uniform integer from 0 to max, both read as unsigned. */
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

    /** Fisher and Yates' shuffle, from the last element down, as NumPy goes. */
    private void shuffle(int n, Swap swap) {
        for (int i = n - 1; i > 0; i--) {
            swap.swap(i, (int) maskedRejection(i));
        }
    }

    private interface Swap {
        void swap(int i, int j);
    }
}
