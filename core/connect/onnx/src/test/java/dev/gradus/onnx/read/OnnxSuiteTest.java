package dev.gradus.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.onnx.OnnxException;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.onnx.OnnxOptions;
import dev.gradus.onnx.file.ModelReader;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.onnx.file.ValueInfo;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases of the suite by which ONNX checks runtimes: each one passes, or is refused by a message, but is never wrong. */
@Tag("long")
class OnnxSuiteTest {
    /** The tolerances of ONNX's own runner. */
    private static final double RELATIVE = 1e-3, ABSOLUTE = 1e-7;

    /** Casts to this type are exact here. */
    private static final double RELATIVE_OF_BFLOAT16 = 1.0 / 128;

    /** Cases whose expected numbers are not those of the standard, and why. */
    private static final Map<String, String> MISTAKEN = Map.of(
            "test_qlinearmatmul_2D_int8_float16", "NumPy's cast wraps where the standard saturates",
            "test_qlinearmatmul_2D_int8_float32", "NumPy's cast wraps where the standard saturates",
            "test_qlinearmatmul_3D_int8_float16", "NumPy's cast wraps where the standard saturates",
            "test_qlinearmatmul_3D_int8_float32", "NumPy's cast wraps where the standard saturates",
            "test_dynamicquantizelinear", "-127.5 is a tie in float64, but not in float32",
            "test_dynamicquantizelinear_expanded", "-127.5 is a tie in float64, but not in float32",
            "test_averagepool_3d_dilations_large_count_include_pad_is_1_ceil_mode_is_True",
                    "what is beyond the padding counts, unlike in PyTorch and ONNX Runtime");

    private record Case(String name, byte[] model, byte[] data) {}

    /** How many passed with all inputs fed, with integers and truths known when the model is read, and with everything known. */
    private final int[] passed = new int[3];

    private final List<String> wrong = new ArrayList<>();
    private final Map<String, String> refused = new TreeMap<>();

    @Test
    void passesMostCasesAndNoneIsWrong() throws Exception {
        for (Case each : cases()) {
            try {
                run(each);
            } catch (OnnxException refusal) {
                refused.put(each.name, refusal.getMessage());
            }
        }
        report();
        assertThat(wrong).allMatch(each -> MISTAKEN.containsKey(each.split(" ")[0]));
        assertThat(passed).containsExactly(797, 283, 87);
        assertThat(ReadOps.names()).hasSizeGreaterThanOrEqualTo(165);
    }

    /** Where a folder is given by -Dgradus.onnx.report, what is refused goes into a file there. */
    private void report() throws IOException {
        String folder = System.getProperty("gradus.onnx.report");
        if (folder != null) {
            List<String> lines = new ArrayList<>();
            refused.forEach((name, why) -> lines.add("refused\t" + name + "\t" + why));
            wrong.forEach(each -> lines.add("wrong\t" + each.replace('\n', ' ')));
            lines.add(ReadOps.names().size() + " operators");
            lines.add("passed " + Arrays.toString(passed) + ", refused " + refused.size() + ", wrong " + wrong.size());
            Files.write(Path.of(folder, "onnx-suite.txt"), lines);
        }
    }

    private void run(Case each) {
        List<TensorData> inputs = new ArrayList<>(), outputs = new ArrayList<>();
        for (TensorData tensor : ModelReader.read(each.name, each.data).initializers()) {
            (tensor.name().startsWith("i") ? inputs : outputs).add(tensor);
        }
        List<Predicate<TensorData>> stages =
                List.of(input -> false, input -> !input.type().isReal(), input -> true);
        for (int stage = 0; stage < stages.size(); stage++) {
            OnnxModel model;
            try {
                model = read(each, inputs, stages.get(stage));
            } catch (OnnxException refusal) {
                if (stage < stages.size() - 1) {
                    continue;
                }
                throw refusal;
            }
            if (isRight(each, model, inputs, outputs)) {
                passed[stage]++;
            }
            return;
        }
    }

    private static OnnxModel read(Case each, List<TensorData> inputs, Predicate<TensorData> isKnown) {
        OnnxOptions options = OnnxOptions.of();
        List<String> names = ModelReader.read(each.name, each.model).inputs().stream()
                .map(ValueInfo::name)
                .toList();
        for (int i = 0; i < names.size(); i++) {
            options = isKnown.test(inputs.get(i))
                    ? options.input(names.get(i), inputs.get(i).value())
                    : options;
        }
        return OnnxModel.of(each.name, each.model, options);
    }

    private boolean isRight(Case each, OnnxModel model, List<TensorData> inputs, List<TensorData> outputs) {
        Evaluator evaluator = Evaluator.of(model.graph());
        List<ValueInfo> infos = ModelReader.read(each.name, each.model).inputs();
        for (int i = 0; i < infos.size(); i++) {
            Input input = model.inputs().get(infos.get(i).name());
            if (model.graph().inputs().contains(input)) {
                evaluator.feed(input, inputs.get(i).value());
            }
        }
        int next = 0;
        for (Map.Entry<String, Node> output : model.outputs().entrySet()) {
            Tensor actual = evaluator.value(output.getValue());
            Tensor expected = outputs.get(next++).value();
            if (!actual.shape().equals(expected.shape()) || !isClose(each.name, actual, expected)) {
                wrong.add(each.name + " " + output.getKey() + ": " + actual.difference(expected) + ", " + actual
                        + " instead of " + expected);
                return false;
            }
        }
        return true;
    }

    /** Where numbers cancel, the largest one decides. NaN equals NaN. */
    private static boolean isClose(String name, Tensor actual, Tensor expected) {
        double[] found = actual.toArray(), wanted = expected.toArray();
        double largest = Arrays.stream(wanted)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double relative = name.contains("BFLOAT16") ? RELATIVE_OF_BFLOAT16 : RELATIVE;
        for (int i = 0; i < found.length; i++) {
            boolean isSame = Double.isNaN(wanted[i]) ? Double.isNaN(found[i]) : found[i] == wanted[i];
            double most = Math.max(ABSOLUTE, 1e-6 * largest) + relative * Math.abs(wanted[i]);
            if (!isSame && !(Math.abs(found[i] - wanted[i]) <= most)) {
                return false;
            }
        }
        return true;
    }

    private static List<Case> cases() throws IOException, InterruptedException {
        Path program = Files.createTempFile("onnx", ".py");
        try (InputStream source = OnnxSuiteTest.class.getResourceAsStream("onnx_cases.py")) {
            Files.write(program, source.readAllBytes());
            Process process = new ProcessBuilder("/usr/bin/python3", program.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            byte[] written = process.getInputStream().readAllBytes();
            assumeTrue(process.waitFor() == 0, "python3 with onnx is not installed, so its suite cannot be run");
            return read(written);
        } finally {
            Files.delete(program);
        }
    }

    private static List<Case> read(byte... written) throws IOException {
        List<Case> cases = new ArrayList<>();
        DataInputStream stream = new DataInputStream(new ByteArrayInputStream(written));
        while (stream.available() > 0) {
            String name = new String(next(stream), StandardCharsets.UTF_8);
            byte[] model = next(stream), data = next(stream);
            cases.add(new Case(name, model, data));
        }
        return cases;
    }

    private static byte[] next(DataInputStream stream) throws IOException {
        return stream.readNBytes(stream.readInt());
    }
}
