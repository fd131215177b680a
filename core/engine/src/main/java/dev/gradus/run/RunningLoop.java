package dev.gradus.run;

import dev.gradus.flow.Body;
import dev.gradus.flow.Loop;
import dev.gradus.flow.Loop.Kind;
import dev.gradus.flow.Loop.Result;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledStep;
import dev.gradus.kernel.host.Host;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.OpException;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.NonFinite;
import dev.gradus.plan.Watched;
import dev.gradus.plan.fuse.OpSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A loop bound to arrays. Each step copies its elements in, computes the body, and copies outputs and carries out. */
final class RunningLoop extends BoundOp implements Watched {
    /**
     * The destination of a result.
     *
     * @param at the offset of the result in the array
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Target(Result result, double[] array, int at) {}

    /** Copies between two arrays, either of which may advance by a row at each step. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Copy(double[] from, int rowFrom, double[] to, int at, int rowTo, int length) {
        void row(int row) {
            if (length == 1) { // faster than a call
                to[at + row * rowTo] = from[row * rowFrom];
            } else {
                System.arraycopy(from, row * rowFrom, to, at + row * rowTo, length);
            }
        }

        /** Writes the copy from or to the current row. */
        void unroll(UnrolledStep code) {
            for (int i = 0; i < length; i++) {
                if (rowFrom == 0) {
                    code.load(from, i);
                } else {
                    code.loadFromRow(from, rowFrom, i);
                }
                if (rowTo == 0) {
                    code.store(to, at + i);
                } else {
                    code.storeInRow(to, at, rowTo, i);
                }
            }
        }

        static Copy whole(double[] from, double[] to) {
            return new Copy(from, 0, to, 0, 0, to.length);
        }

        static Copy outOf(double[] sequence, double[] element) {
            return new Copy(sequence, element.length, element, 0, 0, element.length);
        }

        static Copy into(double[] value, Target target) {
            return new Copy(value, 0, target.array, target.at, value.length, value.length);
        }
    }

    private final Loop loop;
    private final Runnable step;
    private final Optional<OpSequence> sequence;
    private boolean isTried;
    private Optional<BoundOp> code = Optional.empty();
    private final Optional<Watched> watched;
    private Optional<NonFinite> found = Optional.empty();
    private final Copy[] first;
    private final Copy[] beforeStep;
    private final Copy[] afterStep;
    private final Copy[] last;
    private final List<Target> targets;
    private final double[][] in;

    /** The array of the condition, if there is one. */
    private final double[] condition;

    /** The number of steps made. While generated code begins, the maximum number. */
    private final double[] made = new double[1];

    /**
     * Determines what each step copies.
     *
     * @param plan computes the body
     * @param results the arrays of the body's values
     * @param in the arrays of the loop's inputs
     * @param given the arrays that the body reads in place of these
     * @param carries the numbers of the carries that are computed
     */
    RunningLoop(
            Loop loop,
            StepPlan plan,
            Buffers results,
            double[][] in,
            double[][] given,
            BitSet carries,
            List<Target> targets) {
        this.loop = loop;
        this.in = in;
        this.targets = targets;
        this.condition =
                loop.length() == Loop.Length.WHILE ? given[loop.body().carries().size() - 1] : new double[0];
        this.step = plan.step();
        this.sequence = plan.sequence();
        this.watched = step instanceof Watched one ? Optional.of(one) : Optional.empty();
        Body body = loop.body();
        int first = body.carries().size();
        List<Copy> starts = new ArrayList<>();
        List<Copy> ins = new ArrayList<>();
        List<Copy> outs = new ArrayList<>();
        List<Copy> nextCarries = new ArrayList<>();
        List<Copy> ends = new ArrayList<>();
        for (Target target : targets) {
            int of = target.result.of();
            switch (target.result.kind()) {
                case BEFORE -> ins.add(Copy.into(given[of], target));
                case ALL -> outs.add(Copy.into(results.of(body.outputs().get(of)), target));
                case LAST -> ends.add(Copy.into(given[of], target));
                case STEPS -> ends.add(Copy.into(made, target));
            }
        }
        for (int i = 0; i < body.elements().size(); i++) {
            if (loop.steps() > 1 && isRead(body.elements().get(i))) {
                ins.add(Copy.outOf(in[first + i], given[first + i]));
            }
        }
        carries.stream().forEach(i -> {
            starts.add(Copy.whole(in[i], given[i]));
            double[] next = results.of(body.next().get(i));
            if (body.next().get(i) instanceof Input other
                    && loop.inputOf(other) < first) { // another carry, which may be overwritten before it is read
                double[] kept = new double[next.length];
                outs.add(Copy.whole(next, kept));
                next = kept;
            }
            if (next != given[i]) { // otherwise the body has written over it
                nextCarries.add(Copy.whole(next, given[i]));
            }
        });
        outs.addAll(nextCarries);
        this.first = starts.toArray(Copy[]::new);
        this.beforeStep = ins.toArray(Copy[]::new);
        this.afterStep = outs.toArray(Copy[]::new);
        this.last = ends.toArray(Copy[]::new);
    }

    private boolean isRead(Node element) {
        return loop.body().nodes().contains(element);
    }

    @Override
    public void run() {
        rows(first, 0);
        int most = loop.limit(in);
        if (!isTried && sequence.isPresent() && sequence.get().isDue(loop.length() == Loop.Length.WHILE ? 1 : most)) {
            isTried = true;
            code = Host.unrolledLoop(made, condition, loop.isReversed(), kept(), this::unrollStep);
            if (code.isPresent()) {
                sequence.get().isInLoop();
            }
        }
        if (code.isPresent()) {
            made[0] = most;
            code.get().run();
            if (condition.length > 0) {
                loop.goesOn((int) made[0], condition[0]);
            }
        } else {
            steps(most);
        }
        clear((int) made[0]);
        rows(last, 0);
    }

    private List<double[]> kept() {
        return Stream.concat(Stream.of(last).map(Copy::from), Stream.of(condition))
                .filter(array -> array.length > 0 && array != made)
                .distinct()
                .toList();
    }

    private boolean unrollStep(UnrolledStep code) {
        for (Copy copy : beforeStep) {
            copy.unroll(code);
        }
        boolean isWritten = sequence.orElseThrow().unroll(code);
        for (Copy copy : afterStep) {
            copy.unroll(code);
        }
        return isWritten;
    }

    private void steps(int most) {
        int number = 0;
        try {
            for (found = Optional.empty(); goesOn(number, most); number++) {
                int row = loop.row(number, most);
                rows(beforeStep, row);
                step.run();
                if (watched.isPresent()) {
                    watch(watched.get(), number);
                }
                rows(afterStep, row);
            }
        } catch (OpException thrown) {
            throw thrown.in(loop.location(number));
        }
        made[0] = number;
    }

    private boolean goesOn(int number, int most) {
        return condition.length > 0 ? loop.goesOn(number, condition[0]) : number < most;
    }

    /** Sets the rows of steps that were not made to 0. */
    private void clear(int count) {
        for (int i = 0; i < targets.size() && count < loop.steps(); i++) {
            Target target = targets.get(i);
            if (target.result.kind() == Kind.ALL || target.result.kind() == Kind.BEFORE) {
                int size = target.result.shape().elements();
                Arrays.fill(target.array, target.at + size / loop.steps() * count, target.at + size, 0);
            }
        }
    }

    private void watch(Watched body, int number) {
        if (found.isEmpty()) {
            found = body.found().map(first -> first.in(loop.location(number)));
        }
    }

    @Override
    public Optional<NonFinite> found() {
        return found;
    }

    @Override
    public boolean masks() {
        return watched.map(Watched::masks).orElse(false);
    }

    private static void rows(Copy[] copies, int row) {
        for (Copy copy : copies) {
            copy.row(row);
        }
    }
}
