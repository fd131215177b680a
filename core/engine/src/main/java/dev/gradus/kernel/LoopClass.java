package dev.gradus.kernel;

import java.lang.invoke.MethodHandles;

/** Classes that are made while a program runs; each is dropped together with the last loop of it. */
final class LoopClass {
    /** A method of more bytes of instructions than this is never compiled. */
    static final int LARGEST = 8000;

    private static final String NAME = "dev/gradus/kernel/Generated";
    private static final String LOOP = "dev/gradus/kernel/FusedLoop";

    private LoopClass() {}

    /**
     * The bytes of a class that does this.
     *
     * @param lanes of how many numbers its vectors are; none if it works number by number
     */
    static byte[] of(LoopCode loop, int lanes) {
        ClassFile file = new ClassFile(NAME, LOOP);
        if (lanes > 1) {
            MethodCode initializer = new MethodCode(file, 0);
            MethodCode vectors = new VectorLoopWriter(file, loop, initializer, lanes).write(lanes);
            initializer.end();
            file.add(ClassFile.PUBLIC, "vectors", LoopWriter.TYPE, vectors);
            file.add(ClassFile.STATIC, "<clinit>", "()V", initializer);
        }
        file.add(ClassFile.PUBLIC, "numbers", LoopWriter.TYPE, new ScalarLoopWriter(file, loop).write(1));
        return file.toArray();
    }

    /** A loop of a new class. */
    static FusedLoop load(byte[] bytes) {
        return load(bytes, FusedLoop.class);
    }

    /** An object of a new class. */
    static <T> T load(byte[] bytes, Class<T> type) {
        try {
            return type.cast(MethodHandles.lookup()
                    .defineHiddenClass(bytes, true)
                    .lookupClass()
                    .getConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A generated class has no constructor", impossible);
        }
    }
}
