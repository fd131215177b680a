package dev.gradus.onnx.read;

import dev.gradus.flow.Scan;
import dev.gradus.flow.ScanBuilder;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Elu;
import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;

/** Recurrent layers. Each direction is a {@link Scan} over the steps. */
final class ReadRecurrent {
    private ReadRecurrent() {}

    static void addTo(ReadOps ops) {
        ops.put(
                "RNN(X, W, R, B?, sequence_lens?, initial_h?) activation_alpha? activation_beta? activations? clip=0 direction=forward hidden_size? output_sequence? layout=0",
                call -> layer(call, 1, ReadRecurrent::rnn));
        ops.put(
                "GRU(X, W, R, B?, sequence_lens?, initial_h?) activation_alpha? activation_beta? activations? clip=0 direction=forward hidden_size? output_sequence? linear_before_reset=0 layout=0",
                call -> layer(call, 3, ReadRecurrent::gru));
        ops.put(
                "LSTM(X, W, R, B?, sequence_lens?, initial_h?, initial_c?, P?) activation_alpha? activation_beta? activations? clip=0 direction=forward hidden_size? output_sequence? input_forget=0 layout=0",
                call -> layer(call, 4, ReadRecurrent::lstm));
        ops.one("ReverseSequence(input, sequence_lens) batch_axis=1 time_axis=0", call -> {
            int batch = call.integer("batch_axis"), time = call.integer("time_axis");
            call.compute(call.shape(0).size(time));
            return reversed(call.in(0), call.in(1), time, batch);
        });
    }

    /** The state after a step; c is h itself if the layer has no other state. */
    private record State(Node h, Node c) {}

    /** A step of a direction. */
    @FunctionalInterface
    private interface Step {
        /** @param x what the input gives to all gates, with the biases that are added to it */
        State next(Direction direction, Node x, State before);
    }

    /** The weights of one direction: those of a gate are h columns. */
    private record Direction(
            Call call,
            int h,
            Node recurrence,
            Optional<Node> bias,
            Optional<Node> peepholes,
            List<UnaryOperator<Node>> f) {
        Node recurrence(Node state, int from, int gates) {
            return state.matMul(
                    recurrence.slice(0, from * h, (from + gates) * h).transpose());
        }

        Node gate(Node all, int index) {
            return all.slice(1, index * h, (index + 1) * h);
        }

        Node peephole(Node sums, Node c, int index) {
            return peepholes
                    .map(p -> sums.add(p.slice(0, index * h, (index + 1) * h).multiply(c)))
                    .orElse(sums);
        }

        /** The activation with this index. */
        Node f(int index, Node sums) {
            double clip = call.real("clip");
            return f.get(index).apply(clip > 0 ? sums.clip(-clip, clip) : sums);
        }
    }

    private static State rnn(Direction d, Node x, State before) {
        Node h = d.f(0, x.add(d.recurrence(before.h, 0, 1)));
        return new State(h, h);
    }

    /** Gates: update z, reset r, hidden. */
    private static State gru(Direction d, Node x, State before) {
        Node zr = x.slice(1, 0, 2 * d.h).add(d.recurrence(before.h, 0, 2));
        Node z = d.f(0, d.gate(zr, 0)), r = d.f(0, d.gate(zr, 1));
        Node ofInput = d.gate(x, 2);
        Optional<Node> bias = d.bias.map(b -> b.slice(0, 5 * d.h, 6 * d.h));
        Node hidden;
        if (d.call.flag("linear_before_reset")) {
            Node linear = d.recurrence(before.h, 2, 1);
            hidden = ofInput.add(r.multiply(bias.map(linear::add).orElse(linear)));
        } else {
            Node linear = d.recurrence(r.multiply(before.h), 2, 1);
            hidden = ofInput.add(bias.map(linear::add).orElse(linear));
        }
        Node h = z.negate().add(1).multiply(d.f(1, hidden)).add(z.multiply(before.h));
        return new State(h, h);
    }

    /** Gates: input i, output o, forget f, cell. As in ONNX Runtime, the clip is not applied to the state c. */
    private static State lstm(Direction d, Node x, State before) {
        Node sums = x.add(d.recurrence(before.h, 0, 4));
        Node i = d.f(0, d.peephole(d.gate(sums, 0), before.c, 0));
        Node forget =
                d.call.flag("input_forget") ? i.negate().add(1) : d.f(0, d.peephole(d.gate(sums, 2), before.c, 2));
        Node c = forget.multiply(before.c).add(i.multiply(d.f(1, d.gate(sums, 3))));
        Node o = d.f(0, d.peephole(d.gate(sums, 1), c, 1));
        return new State(o.multiply(d.f.get(2).apply(c)), c);
    }

    private static List<Value> layer(Call call, int gates, Step step) {
        boolean isBatchFirst = call.flag("layout");
        Node x = isBatchFirst ? Moves.swapAxes(call.in(0), 0, 1) : call.in(0);
        if (x.shape().rank() != 3 || call.shape(1).rank() != 3 || call.shape(2).rank() != 3) {
            throw new Refusal("its input and weights must have three axes, but are " + x.shape() + ", " + call.shape(1)
                    + " and " + call.shape(2));
        }
        int directions = call.shape(1).size(0),
                h = call.shape(2).size(2),
                batch = x.shape().size(1);
        String direction = call.text("direction");
        if (directions != (direction.equals("bidirectional") ? 2 : 1)) {
            throw new Refusal("it has weights for " + directions + " directions, but is " + direction);
        }
        boolean isLstm = gates == 4;
        call.compute(x.shape().size(0));
        List<UnaryOperator<Node>> activations = activations(call, directions * (gates == 1 ? 1 : gates - 1), gates);
        Optional<Node> lengths = call.optional(4).map(Value::node);
        List<Node> all = new ArrayList<>(), last = new ArrayList<>(), cells = new ArrayList<>();
        for (int i = 0; i < directions; i++) {
            int index = i, each = activations.size() / directions;
            boolean isReverse = direction.equals("reverse") || i == 1;
            Optional<Node> bias = call.optional(3).map(value -> value.node().select(0, index));
            Direction d = new Direction(
                    call,
                    h,
                    call.in(2).select(0, i),
                    bias,
                    isLstm ? call.optional(7).map(value -> value.node().select(0, index)) : Optional.empty(),
                    activations.subList(i * each, (i + 1) * each));
            Node ordered = isReverse ? reversed(x, lengths, 0, 1) : x;
            Node ofInput = ordered.matMul(call.in(1).select(0, i).transpose());
            Node biased = bias.map(b -> ofInput.add(biasOfInput(b, gates, h))).orElse(ofInput);
            ScanBuilder builder = Scan.over("x", biased, 0).carry("h", initial(call, 5, i, batch, h));
            builder = isLstm ? builder.carry("c", initial(call, 6, i, batch, h)) : builder;
            Scan scan = builder.steps(at -> {
                Node before = at.carry("h");
                State old = new State(before, isLstm ? at.carry("c") : before);
                State now = step.next(d, at.element("x"), old);
                Optional<Node> goesOn = lengths.map(n -> n.reshape(batch, 1).greater(at.index()));
                at.next("h", goesOn.map(mask -> mask.where(now.h, old.h)).orElse(now.h));
                if (isLstm) {
                    at.next("c", goesOn.map(mask -> mask.where(now.c, old.c)).orElse(now.c));
                }
                at.output(
                        "y",
                        goesOn.map(mask -> mask.where(now.h, Constant.of(0))).orElse(now.h));
            });
            Node outputs = scan.output("y");
            all.add(isReverse ? reversed(outputs, lengths, 0, 1) : outputs);
            last.add(scan.carry("h"));
            cells.add(isLstm ? scan.carry("c") : scan.carry("h"));
        }
        Node y = Moves.stack(1, all), yh = Moves.stack(0, last), yc = Moves.stack(0, cells);
        return List.of(
                call.result(isBatchFirst ? y.transpose(2, 0, 1, 3) : y),
                call.result(isBatchFirst ? Moves.swapAxes(yh, 0, 1) : yh),
                call.result(isBatchFirst ? Moves.swapAxes(yc, 0, 1) : yc));
    }

    /** Both biases of each gate are added to what the input gives, but that of the state in a GRU's hidden gate, its third. */
    private static Node biasOfInput(Node bias, int gates, int h) {
        Node ofState = bias.slice(0, gates * h, 2 * gates * h);
        Node added = gates == 3 ? ofState.slice(0, 0, 2 * h).pad(0, 0, h) : ofState;
        return bias.slice(0, 0, gates * h).add(added);
    }

    private static Node initial(Call call, int input, int direction, int batch, int h) {
        if (!call.has(input)) {
            return Constant.of(0).broadcastTo(Shape.of(batch, h));
        }
        return call.in(input).select(call.flag("layout") ? 1 : 0, direction);
    }

    private static Node reversed(Node x, Optional<Node> lengths, int time, int batch) {
        return lengths.map(n -> reversed(x, n, time, batch)).orElseGet(() -> x.flip(time));
    }

    /** The first elements along the axis of time in reverse, as many as each length says. */
    private static Node reversed(Node x, Node lengths, int time, int batch) {
        int[] ofTime = new int[x.shape().rank()], ofBatch = ofTime.clone();
        Arrays.fill(ofTime, 1);
        Arrays.fill(ofBatch, 1);
        ofTime[time] = x.shape().size(time);
        ofBatch[batch] = x.shape().size(batch);
        Node step = Constant.of(Tensor.generate(Shape.of(ofTime), i -> i));
        Node length = lengths.reshape(ofBatch);
        Node index = length.greater(step).where(length.subtract(step).subtract(1), step);
        return x.takeAlongAxis(index.broadcastTo(x.shape()), time);
    }

    /** All directions' activations; their numbers α and β are given in order, for those functions that have them. */
    private static List<UnaryOperator<Node>> activations(Call call, int count, int gates) {
        List<String> names = new ArrayList<>(call.texts("activations"));
        while (names.size() < count) {
            names.add(gates == 1 || names.size() % (gates - 1) > 0 ? "Tanh" : "Sigmoid");
        }
        PrimitiveIterator.OfDouble alphas = numbers(call, "activation_alpha"), betas = numbers(call, "activation_beta");
        List<UnaryOperator<Node>> functions = new ArrayList<>();
        for (String name : names) {
            functions.add(activation(name, alphas, betas));
        }
        return functions;
    }

    private static PrimitiveIterator.OfDouble numbers(Call call, String name) {
        return Arrays.stream(call.reals(name).orElse(new double[0])).iterator();
    }

    private static double next(PrimitiveIterator.OfDouble numbers, double otherwise) {
        return numbers.hasNext() ? numbers.nextDouble() : otherwise;
    }

    private static UnaryOperator<Node> activation(
            String name, PrimitiveIterator.OfDouble alphas, PrimitiveIterator.OfDouble betas) {
        switch (name) {
            case "Sigmoid":
                return Node::sigmoid;
            case "Tanh":
                return Node::tanh;
            case "Relu":
                return Node::relu;
            case "Softsign":
                return Activations::softsign;
            case "Softplus":
                return Node::softplus;
            default:
                break;
        }
        double alpha = next(alphas, name.equals("LeakyRelu") ? 0.01 : name.equals("HardSigmoid") ? 0.2 : 1);
        return switch (name) {
            case "LeakyRelu" -> x -> x.leakyRelu(alpha);
            case "ThresholdedRelu" -> x -> x.greater(alpha).where(x, Constant.of(0));
            case "Elu" -> x -> new Elu(x, alpha, 1);
            case "Affine" -> {
                double beta = next(betas, 0);
                yield x -> x.multiply(alpha).add(beta);
            }
            case "ScaledTanh" -> {
                double beta = next(betas, 1);
                yield x -> x.multiply(beta).tanh().multiply(alpha);
            }
            case "HardSigmoid" -> {
                double beta = next(betas, 0.5);
                yield x -> x.multiply(alpha).add(beta).clip(0, 1);
            }
            default -> throw new Refusal("its activation " + name + " is not supported");
        };
    }
}
