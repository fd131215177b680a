package dev.gradus.kernel.loop;

import dev.gradus.kernel.loop.Instruction.Kind;
import dev.gradus.kernel.loop.LoopCode.Role;
import dev.gradus.kernel.loop.LoopCode.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a loop over vectors. A single method makes all calls to the vector library, because the compiler keeps vectors
 * in registers only within a method.
 *
 * <p>Constants are static fields of the class. Broadcast before the loop they would save a load for each element, but the
 * JVM's first compiler then gives up on a loop of two functions, and around a call they become objects.
 *
 * <p>The receiver of each operation is cast to the vector class of the machine. Without the cast the compiler often
 * does not know the class: on JDK 17 never, on later JDKs not late in a large loop or across iterations. It would then
 * rely on the profile, and a loop compiled without a profile, as happens on a busy machine, would permanently allocate
 * an object for each vector. The cast costs nothing in compiled code. Vectors that are only arguments get no cast,
 * because the JVM's first compiler cannot handle many casts.
 */
final class VectorLoopWriter extends LoopWriter {
    private static final String VECTOR = Kind.NUMBER.vector;
    private static final String VECTOR_TYPE = "L" + VECTOR + ";";
    private static final String SIMD = "dev/gradus/kernel/simd/Simd";
    private static final String SPECIES_TYPE = "Ljdk/incubator/vector/VectorSpecies;";
    private static final String FROM_ARRAY = "(" + SPECIES_TYPE + "[DI)" + VECTOR_TYPE;
    private static final String INTO_ARRAY = "([DI)V";
    private static final String BROADCAST = "(" + SPECIES_TYPE + "D)" + VECTOR_TYPE;
    private static final String ADD = "(Ljdk/incubator/vector/Vector;)" + VECTOR_TYPE;
    private static final String MASK = "jdk/incubator/vector/VectorMask";
    private static final int DALOAD = 49;
    private static final int IADD = 96;
    private static final int IAND = 126;
    private static final int SWAP = 95;

    private final ClassFile file;
    private final int lanes;
    private final MethodCode initializer;
    private final boolean[] calledOn;
    private final Map<Long, String> constants = new HashMap<>();
    private final Map<Integer, int[]> sums = new HashMap<>();

    /**
     * Creates a writer for a class file.
     *
     * @param initializer receives the code that creates the constants
     * @param lanes the number of elements in a vector, 4 or 8
     */
    VectorLoopWriter(ClassFile file, LoopCode loop, MethodCode initializer, int lanes) {
        super(file, loop);
        this.file = file;
        this.initializer = initializer;
        this.lanes = lanes;
        this.calledOn = calledOn(loop);
    }

    /** Returns for each step whether its result is the receiver of an operation. */
    private static boolean[] calledOn(LoopCode loop) {
        boolean[] calledOn = new boolean[loop.size()];
        for (int step = 0; step < calledOn.length; step++) {
            List<Integer> operands = loop.step(step).operands();
            if (!operands.isEmpty()) {
                calledOn[operands.get(0)] = true;
            }
        }
        for (Use use : loop.uses()) {
            calledOn[use.step()] |= use.role() == Role.RESULT || use.role() == Role.RESULT_BLOCK;
        }
        return calledOn;
    }

    @Override
    int typeOf(Kind kind) {
        return MethodCode.REFERENCE;
    }

    @Override
    void pushConstant(double value) {
        long bits = Double.doubleToRawLongBits(value);
        String field = constants.get(bits);
        if (field == null) {
            field = newConstant(value);
            constants.put(bits, field);
        }
        code.getStatic(file.name(), field, VECTOR_TYPE);
    }

    private String newConstant(double value) {
        String field = "c" + constants.size();
        file.addStaticField(field, VECTOR_TYPE);
        initializer.getStatic(SIMD, "SPECIES", SPECIES_TYPE);
        initializer.push(value);
        initializer.invokeStatic(VECTOR, "broadcast", BROADCAST);
        initializer.putStatic(file.name(), field, VECTOR_TYPE);
        return field;
    }

    @Override
    void function(String name, List<Integer> operands) {
        push(operands.get(0));
    }

    /**
     * If any element of the vectors is unusual, all of them are computed one by one before anything is stored. The
     * lanes of sums are written to their arrays for that and read back.
     */
    @Override
    int leaveUnusualElements() {
        if (loop().steps().guards().isEmpty() && loop().steps().negatedGuards().isEmpty()) {
            return NONE;
        }
        List<Integer> jumps = new ArrayList<>();
        for (int mask : loop().steps().guards()) {
            load(Kind.MASK, local(mask));
            code.invokeVirtual(MASK, "anyTrue", "()Z");
            jumps.add(code.jumpIf(true));
        }
        for (int mask : loop().steps().negatedGuards()) {
            load(Kind.MASK, local(mask));
            code.invokeVirtual(MASK, "allTrue", "()Z");
            jumps.add(code.jumpIf(false));
        }
        int usual = code.jump();
        for (int jump : jumps) {
            code.arrive(jump);
        }
        for (int k : sums.keySet()) {
            storeNextLanes(k);
        }
        code.load(MethodCode.REFERENCE, 0);
        code.load(MethodCode.REFERENCE, ARRAYS);
        code.load(MethodCode.INT, START);
        code.load(MethodCode.INT, AT);
        code.load(MethodCode.INT, AT);
        code.push(lanes);
        code.instruction(IADD, -1);
        code.invokeVirtual(file.name(), "numbers", TYPE);
        for (int k : sums.keySet()) {
            loadNextLanes(k);
        }
        int done = code.jump();
        code.arrive(usual);
        return done;
    }

    @Override
    void operator(Instruction instruction) {
        instruction.writeOperator(code);
    }

    @Override
    void instruction(Instruction instruction, long constant) {
        instruction.writeVector(code, constant);
    }

    @Override
    void made(int step, Kind kind) {
        if (calledOn[step]) {
            castToOwnClass(kind);
        }
    }

    private void castToOwnClass(Kind kind) {
        if (kind != Kind.MASK) {
            code.getStatic(SIMD, kind == Kind.NUMBER ? "NUMBER_CLASS" : "BITS_CLASS", "Ljava/lang/Class;");
            code.instruction(SWAP, 0);
            code.invokeVirtual("java/lang/Class", "cast", "(Ljava/lang/Object;)Ljava/lang/Object;");
            code.castTo(kind.vector);
        }
    }

    @Override
    void loadNumber(int k) {
        code.getStatic(SIMD, "SPECIES", SPECIES_TYPE);
        code.load(MethodCode.REFERENCE, arrays[k]);
        code.push(0);
        code.instruction(DALOAD, 0);
        code.invokeStatic(VECTOR, "broadcast", BROADCAST);
        castToOwnClass(Kind.NUMBER);
    }

    @Override
    void loadElement(int k) {
        code.getStatic(SIMD, "SPECIES", SPECIES_TYPE);
        pushArrayAndIndex(k);
        code.invokeStatic(VECTOR, "fromArray", FROM_ARRAY);
    }

    @Override
    void storeElement(int k, int local) {
        code.load(MethodCode.REFERENCE, local);
        pushArrayAndIndex(k);
        code.invokeVirtual(VECTOR, "intoArray", INTO_ARRAY);
    }

    @Override
    void openLanes(int k) {
        int[] vectors = new int[FusedLoop.VECTORS / lanes];
        for (int v = 0; v < vectors.length; v++) {
            vectors[v] = local(Kind.NUMBER);
            code.getStatic(SIMD, "SPECIES", SPECIES_TYPE);
            code.load(MethodCode.REFERENCE, arrays[k]);
            code.push(v * lanes);
            code.invokeStatic(VECTOR, "fromArray", FROM_ARRAY);
            store(Kind.NUMBER, vectors[v]);
        }
        sums.put(k, vectors);
    }

    /** Stores the lanes, of which the first vector belongs to the current elements. */
    private void storeNextLanes(int k) {
        int[] vectors = lanes(k);
        for (int v = 0; v < vectors.length; v++) {
            load(Kind.NUMBER, vectors[v]);
            castToOwnClass(Kind.NUMBER);
            code.load(MethodCode.REFERENCE, arrays[k]);
            pushLane(v * lanes);
            code.invokeVirtual(VECTOR, "intoArray", INTO_ARRAY);
        }
    }

    /** Reloads the lanes, of which the first vector now belongs to the next elements. */
    private void loadNextLanes(int k) {
        int[] vectors = lanes(k);
        for (int v = 0; v < vectors.length; v++) {
            code.getStatic(SIMD, "SPECIES", SPECIES_TYPE);
            code.load(MethodCode.REFERENCE, arrays[k]);
            pushLane((v + 1) * lanes);
            code.invokeStatic(VECTOR, "fromArray", FROM_ARRAY);
            store(Kind.NUMBER, vectors[v]);
        }
    }

    /** Pushes the lane of the element that is {@code ahead} elements after the current one. */
    private void pushLane(int ahead) {
        code.load(MethodCode.INT, AT);
        code.push(ahead);
        code.instruction(IADD, -1);
        code.push(FusedLoop.VECTORS - 1);
        code.instruction(IAND, -1);
    }

    /** Adds to the first vector of lanes and moves it to the end, so that the vectors take turns. */
    @Override
    void addToLanes(int k, int local) {
        int[] vectors = lanes(k);
        load(Kind.NUMBER, vectors[0]);
        castToOwnClass(Kind.NUMBER);
        load(Kind.NUMBER, local);
        code.invokeVirtual(VECTOR, "add", ADD);
        for (int v = 1; v < vectors.length; v++) {
            load(Kind.NUMBER, vectors[v]);
            store(Kind.NUMBER, vectors[v - 1]);
        }
        store(Kind.NUMBER, vectors[vectors.length - 1]);
    }

    @Override
    void closeLanes(int k) {
        int[] vectors = lanes(k);
        for (int v = 0; v < vectors.length; v++) {
            load(Kind.NUMBER, vectors[v]);
            castToOwnClass(Kind.NUMBER);
            code.load(MethodCode.REFERENCE, arrays[k]);
            code.push(v * lanes);
            code.invokeVirtual(VECTOR, "intoArray", INTO_ARRAY);
        }
    }

    private int[] lanes(int k) {
        return sums.getOrDefault(k, new int[0]);
    }
}
