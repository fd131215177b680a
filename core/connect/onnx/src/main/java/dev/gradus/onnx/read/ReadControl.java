package dev.gradus.onnx.read;

import dev.gradus.flow.Scan;
import dev.gradus.flow.ScanBuilder;
import dev.gradus.flow.ScanStep;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Branches and loops. */
final class ReadControl {
    /** What a step of a loop costs while it is read, besides its nodes. */
    private static final int STEPS_OF_STEP = 256;

    private ReadControl() {}

    static void addTo(ReadOps ops) {
        ops.put("If(cond) else_branch! then_branch!", ReadControl::branch);
        ops.put("Loop(M?, cond?, v_initial*) body!", ReadControl::loop);
        ops.put(
                "Scan(initial_state_and_scan_inputs*) body! num_scan_inputs! scan_input_axes? scan_input_directions? scan_output_axes? scan_output_directions?",
                ReadControl::scan);
    }

    /** The branch that a known condition chooses; otherwise both are computed, and the condition chooses their results. */
    private static List<Value> branch(Call call) {
        if (call.value(0).known().isPresent()) {
            return call.body(call.number(0) != 0 ? "then_branch" : "else_branch", List.of());
        }
        List<Value> yes = call.body("then_branch", List.of()), no = call.body("else_branch", List.of());
        if (yes.size() != no.size()) {
            throw new Refusal("its branches have " + yes.size() + " and " + no.size() + " results");
        }
        Node condition = call.in(0).reshape(new int[0]);
        return IntStream.range(0, yes.size())
                .mapToObj(i -> chosen(condition, yes.get(i), no.get(i)))
                .toList();
    }

    private static Value chosen(Node condition, Value yes, Value no) {
        if (!yes.node().shape().equals(no.node().shape())) {
            throw new Refusal("its condition depends on inputs, and its branches give "
                    + yes.node().shape() + " and " + no.node().shape()
                    + "; give the inputs that decide by OnnxOptions.input");
        }
        return new Value(condition.where(yes.node(), no.node()), yes.type());
    }

    /** The steps one after the other, while a condition holds that must be known. */
    private static List<Value> loop(Call call) {
        double most = call.has(0) ? call.number(0) : Double.POSITIVE_INFINITY;
        boolean goesOn = !call.has(1) || call.number(1) != 0;
        List<Value> carries = new ArrayList<>();
        for (int i = 2; i < call.inputs(); i++) {
            carries.add(call.value(i));
        }
        int count = carries.size();
        List<List<Value>> outputs = new ArrayList<>();
        for (int step = 0; step < most && goesOn; step++) {
            call.compute(STEPS_OF_STEP + 16L * count);
            List<Value> arguments = new ArrayList<>(List.of(
                    Value.of(Tensor.scalar(step), ElementType.INT64), Value.of(Tensor.scalar(1), ElementType.BOOL)));
            arguments.addAll(carries);
            List<Value> results = call.body("body", arguments);
            if (results.size() < count + 1) {
                throw new Refusal("its body has " + results.size() + " results for " + count + " carries");
            }
            carries = results.subList(1, count + 1);
            outputs.add(results.subList(count + 1, results.size()));
            goesOn = results.get(0)
                            .known()
                            .orElseThrow(
                                    () -> new Refusal(
                                            "whether it goes on after step 0 depends on inputs;"
                                                    + " only loops whose number of steps is known when the model is read are supported"))
                            .item()
                    != 0;
        }
        if (outputs.isEmpty() && call.outputs() > count) {
            throw new Refusal("it makes no step, so the shapes of its outputs are unknown");
        }
        List<Value> all = new ArrayList<>(carries);
        for (int i = 0; !outputs.isEmpty() && i < outputs.get(0).size(); i++) {
            int output = i;
            List<Node> parts =
                    outputs.stream().map(each -> each.get(output).node()).toList();
            all.add(new Value(Moves.stack(0, parts), outputs.get(0).get(i).type()));
        }
        return all;
    }

    /** A loop over the slices of its last inputs; the others are carries. */
    private static List<Value> scan(Call call) {
        if (call.version() < 9) {
            throw new Refusal("it is of a version before 9, whose sequences have batches; convert the model to"
                    + " operator set 9 or later by onnx.version_converter");
        }
        int sequences = call.integer("num_scan_inputs"), count = call.inputs() - sequences;
        if (sequences < 1 || count < 0) {
            throw new Refusal("it has " + call.inputs() + " inputs and " + sequences
                    + " sequences; a scan has at least one sequence, and each is an input");
        }
        int outputs = call.outputs() - count;
        int[] axes = each(call, "scan_input_axes", sequences),
                directions = each(call, "scan_input_directions", sequences);
        int[] outputAxes = each(call, "scan_output_axes", outputs),
                outputDirections = each(call, "scan_output_directions", outputs);
        List<Node> ordered = new ArrayList<>();
        for (int i = 0; i < sequences; i++) {
            Node x = call.in(count + i);
            axes[i] = Call.axis(axes[i], x.shape().rank());
            ordered.add(directions[i] == 0 ? x : x.flip(axes[i]));
        }
        ScanBuilder builder = Scan.over("s0", ordered.get(0), axes[0]);
        for (int i = 1; i < sequences; i++) {
            builder = builder.over("s" + i, ordered.get(i), axes[i]);
        }
        for (int i = 0; i < count; i++) {
            builder = builder.carry("c" + i, call.in(i));
        }
        List<ElementType> types = new ArrayList<>();
        Scan scan = builder.steps(step -> types.addAll(step(call, step, count, sequences)));
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(new Value(scan.carry("c" + i), types.get(i)));
        }
        for (int i = 0; i < outputs; i++) {
            Node all = scan.output("o" + i);
            Node inOrder = outputDirections[i] == 0 ? all : all.flip(0);
            int axis = Call.axis(outputAxes[i], all.shape().rank());
            results.add(new Value(axis == 0 ? inOrder : Moves.moveAxis(inOrder, 0, axis), types.get(count + i)));
        }
        return results;
    }

    /** Computes a step of a scan, and returns the types of its results. */
    private static List<ElementType> step(Call call, ScanStep step, int carries, int sequences) {
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < carries; i++) {
            arguments.add(new Value(step.carry("c" + i), call.value(i).type()));
        }
        for (int i = 0; i < sequences; i++) {
            arguments.add(
                    new Value(step.element("s" + i), call.value(carries + i).type()));
        }
        List<Value> results = call.body("body", arguments);
        if (results.size() != call.outputs()) {
            throw new Refusal("its body has " + results.size() + " results, but it has " + call.outputs());
        }
        for (int i = 0; i < results.size(); i++) {
            if (i < carries) {
                step.next("c" + i, results.get(i).node());
            } else {
                step.output("o" + (i - carries), results.get(i).node());
            }
        }
        return results.stream().map(Value::type).toList();
    }

    private static int[] each(Call call, String name, int count) {
        int[] numbers = call.integers(name).orElse(new int[Math.max(0, count)]);
        if (numbers.length != count) {
            throw new Refusal("its attribute " + name + " has " + Arrays.toString(numbers) + " for " + count);
        }
        return numbers;
    }
}
