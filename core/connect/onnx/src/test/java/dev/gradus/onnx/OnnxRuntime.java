package dev.gradus.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs models with ONNX Runtime. */
public final class OnnxRuntime {
    private OnnxRuntime() {}

    /** The outputs of a model by their names, for these inputs. */
    public static Map<String, Tensor> run(byte[] model, Map<String, Tensor> feeds) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            // The next level fuses products with factors, which it rounds to float32 even in a float64 model.
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(model, options)) {
                for (String name : session.getInputNames()) {
                    TensorInfo info =
                            (TensorInfo) session.getInputInfo().get(name).getInfo();
                    inputs.put(name, tensor(environment, info.type, feeds.get(name)));
                }
                try (OrtSession.Result results = session.run(inputs)) {
                    Map<String, Tensor> outputs = new LinkedHashMap<>();
                    for (Map.Entry<String, OnnxValue> result : results) {
                        outputs.put(result.getKey(), tensor((OnnxTensor) result.getValue()));
                    }
                    return outputs;
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, OnnxJavaType type, Tensor value) throws OrtException {
        double[] numbers = value.toArray();
        long[] sizes = Arrays.stream(value.shape().sizes()).asLongStream().toArray();
        switch (type) {
            case DOUBLE -> {
                return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(numbers), sizes);
            }
            case FLOAT -> {
                FloatBuffer floats = FloatBuffer.allocate(numbers.length);
                Arrays.stream(numbers).forEach(number -> floats.put((float) number));
                return OnnxTensor.createTensor(environment, floats.flip(), sizes);
            }
            case INT64 -> {
                long[] integers = Arrays.stream(numbers)
                        .mapToLong(number -> (long) number)
                        .toArray();
                return OnnxTensor.createTensor(environment, LongBuffer.wrap(integers), sizes);
            }
            case BOOL -> {
                ByteBuffer truths = ByteBuffer.allocateDirect(numbers.length);
                Arrays.stream(numbers).forEach(number -> truths.put((byte) (number == 0 ? 0 : 1)));
                return OnnxTensor.createTensor(environment, truths.flip(), sizes, OnnxJavaType.BOOL);
            }
            default -> throw new IllegalArgumentException("No test feeds " + type);
        }
    }

    private static Tensor tensor(OnnxTensor result) {
        TensorInfo info = result.getInfo();
        Shape shape = Shape.of(
                Arrays.stream(info.getShape()).mapToInt(size -> (int) size).toArray());
        double[] numbers = new double[shape.elements()];
        if (numbers.length > 0) {
            switch (info.type) {
                case DOUBLE -> result.getDoubleBuffer().get(numbers);
                case FLOAT -> {
                    FloatBuffer floats = result.getFloatBuffer();
                    Arrays.setAll(numbers, i -> floats.get(i));
                }
                case INT64 -> {
                    LongBuffer integers = result.getLongBuffer();
                    Arrays.setAll(numbers, i -> integers.get(i));
                }
                case INT32 -> {
                    IntBuffer integers = result.getIntBuffer();
                    Arrays.setAll(numbers, i -> integers.get(i));
                }
                case INT8, UINT8 -> {
                    ByteBuffer bytes = result.getByteBuffer();
                    boolean isSigned = info.type == OnnxJavaType.INT8;
                    Arrays.setAll(numbers, i -> isSigned ? bytes.get(i) : bytes.get(i) & 0xFF);
                }
                case BOOL -> {
                    ByteBuffer truths = result.getByteBuffer();
                    Arrays.setAll(numbers, i -> truths.get(i));
                }
                default -> throw new IllegalArgumentException("No test reads " + info.type);
            }
        }
        return Tensor.of(shape, numbers);
    }
}
