package dev.gradus.train;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.math.Blocks;
import dev.gradus.node.Parameter;
import dev.gradus.run.Trainable;
import dev.gradus.run.UpdateRule;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.States;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The proposed next numbers of a parameter and of its optimizer memory, computed in separate arrays. They replace the
 * current numbers if the proposals of all parameters are finite.
 */
final class Proposal {
    /** One thread computes a block of numbers and checks it while it is still in the cache. */
    private static final int BLOCK = 4096;

    /** Below this number, a loop copies faster than a call. */
    private static final int FEW = 16;

    final double decay;

    final double[] value;

    final double[] ownGradient;

    double[] now;

    private double[] gradientOfRun;

    /** The run's own gradient, or {@link #ownGradient}. */
    double[] gradient;

    double[][] memory;

    /** The method's memory after the last step. */
    double[][] remembered;

    /** Whether the parameter takes part in this step, that is, whether it is not frozen. */
    boolean isActive;

    /** The learning rate of this step, in an array because generated code reads it. */
    final double[] rate = new double[1];

    /** The number of this step for this parameter, from 1, if the method has a memory. */
    long t = 1;

    private final UpdateMethod method;
    private final Parameter parameter;
    private final double initialRate;

    final BoundOp workOut = new WorkOut();

    final BoundOp accept = new Accept();

    private final UpdateRule meet = this::meet;
    private final IntConsumer workOutBlock = block -> workOut(block * BLOCK, end(block));
    private final IntConsumer copyBlock = block -> copy(block * BLOCK, end(block));
    private Optional<Trainable> trainable = Optional.empty();

    /** NaN if a next number is not finite, otherwise 0. */
    private final double[] nonFinite = new double[1];

    Proposal(UpdateMethod method, Parameter parameter, double initialRate, double decay) {
        int elements = parameter.shape().elements();
        int memories = method.memory().size();
        this.method = method.of(parameter);
        this.parameter = parameter;
        this.initialRate = initialRate;
        rate[0] = initialRate;
        this.decay = decay;
        value = new double[elements];
        ownGradient = new double[elements];
        now = value;
        gradient = ownGradient;
        gradientOfRun = ownGradient;
        memory = new double[memories][elements];
        remembered = new double[memories][elements];
    }

    double rateAt(double factor) {
        return initialRate * factor;
    }

    void meet(Trainable trainable) {
        this.trainable = Optional.of(trainable);
        trainable.read(meet);
    }

    private void meet(double[] liveValue, double[] liveGradient) {
        now = liveValue;
        gradientOfRun = liveGradient;
    }

    /** Begins a step with the current numbers and the run's gradient, unless the parameter is frozen. */
    void begin(boolean isFrozen) {
        isActive = !isFrozen;
        if (gradient != gradientOfRun) { // writing a reference costs more than this check
            gradient = gradientOfRun;
        }
    }

    /** Returns an array for a gradient other than the run's and uses it from now on. */
    double[] ownGradient() {
        gradient = ownGradient;
        return ownGradient;
    }

    void setRate(double factor) {
        rate[0] = rateAt(factor);
    }

    private void workOut(int from, int to) {
        if (decay > 0) {
            method.decayAndStep(this, from, to);
        } else {
            method.step(this, now, gradient, from, to);
        }
        boolean finite = areFinite(value, from, to);
        for (double[] numbers : memory) {
            finite &= areFinite(numbers, from, to);
        }
        if (!finite) {
            nonFinite[0] = Double.NaN; // other threads write the same value or nothing
        }
    }

    /**
     * Checks that the next numbers are finite.
     *
     * @throws DivergedException naming the first one that is not
     */
    void checkFinite() {
        if (nonFinite[0] != 0) {
            throw diverged();
        }
    }

    private void remember() {
        if (memory.length > 0) {
            double[][] earlier = remembered;
            remembered = memory;
            memory = earlier;
            t++;
        }
    }

    void save(Map<String, Tensor> state) {
        for (int i = 0; i < remembered.length; i++) {
            state.put(nameInState(i), Tensor.of(parameter.shape(), remembered[i]));
        }
        if (remembered.length > 0) {
            state.put(stepsInState(), Tensor.scalar(t - 1));
        }
    }

    private String nameInState(int i) {
        return method.memory().get(i) + "/" + parameter.label();
    }

    private String stepsInState() {
        return "t/" + parameter.label();
    }

    /** @throws IllegalArgumentException if {@link #load} cannot load this state */
    void check(Map<String, Tensor> state) {
        if (remembered.length > 0) {
            States.count(state, stepsInState());
        }
        for (int i = 0; i < remembered.length; i++) {
            Tensor value = States.get(state, nameInState(i));
            if (!value.shape().equals(parameter.shape()) || !areFinite(value.toArray(), 0, remembered[i].length)) {
                throw new IllegalArgumentException("The state's '" + nameInState(i)
                        + "' must be finite numbers of the shape " + parameter.shape());
            }
        }
    }

    void load(Map<String, Tensor> state) {
        for (int i = 0; i < remembered.length; i++) {
            States.get(state, nameInState(i)).copyTo(remembered[i]);
        }
        if (remembered.length > 0) {
            t = States.count(state, stepsInState()) + 1;
        }
    }

    private void copy(int from, int to) {
        System.arraycopy(value, from, now, from, to - from);
    }

    private int blocks() {
        return Blocks.count(value.length, BLOCK);
    }

    private int end(int block) {
        return Blocks.end(block * BLOCK, BLOCK, value.length);
    }

    /** Sums 0 · x, which is NaN if any x is infinite or NaN, and otherwise 0. */
    private static boolean areFinite(double[] x, int from, int to) {
        double zero = 0;
        int i = from;
        for (; i <= to - 8; i += 8) {
            zero += 0.0 * x[i] * x[i + 1] * x[i + 2] * x[i + 3] * x[i + 4] * x[i + 5] * x[i + 6] * x[i + 7];
        }
        for (; i < to; i++) {
            zero += 0.0 * x[i];
        }
        return zero == 0;
    }

    private final class WorkOut extends BoundOp {
        @Override
        public void run() {
            nonFinite[0] = 0;
            if (value.length <= BLOCK || !method.isByNumber()) {
                workOut(0, value.length);
            } else {
                trainable.orElseThrow().share(blocks(), workOutBlock);
            }
        }

        @Override
        public boolean unroll(UnrolledCode code) {
            boolean isWritten = method.unroll(code, Proposal.this);
            code.push(0);
            for (int i = 0; i < value.length; i++) {
                code.push(0);
                code.load(value, i);
                code.multiply();
                code.add();
            }
            code.store(nonFinite, 0);
            return isWritten;
        }
    }

    private final class Accept extends BoundOp {
        @Override
        public void run() {
            if (value.length < FEW) {
                for (int i = 0; i < value.length; i++) {
                    now[i] = value[i];
                }
            } else if (value.length <= BLOCK) {
                copy(0, value.length);
            } else {
                trainable.orElseThrow().share(blocks(), copyBlock);
            }
            remember();
        }

        @Override
        public boolean unroll(UnrolledCode code) {
            for (int i = 0; i < value.length; i++) {
                code.load(value, i);
                code.store(now, i);
            }
            return memory.length == 0;
        }
    }

    private DivergedException diverged() {
        String what = method.name() + ": ";
        if (!areFinite(value, 0, value.length)) {
            return diverged(what + parameter.describe(), value);
        }
        int i = 0;
        while (areFinite(memory[i], 0, value.length)) {
            i++;
        }
        return diverged(what + method.memory().get(i) + " of " + parameter.describe(), memory[i]);
    }

    private DivergedException diverged(String what, double[] numbers) {
        int at = 0;
        while (Double.isFinite(numbers[at])) {
            at++;
        }
        int[] index = parameter.shape().index(at);
        return new DivergedException(
                what + " would become " + numbers[at]
                        + (index.length == 0 ? "" : " at " + Arrays.toString(index))
                        + ": its value is " + now[at] + ", its gradient " + gradient[at] + ", the learning rate "
                        + rate[0]
                        + ". Training diverges: try a smaller learning rate; Run.builder(graph).checked() finds where it began");
    }
}
