"""A stronger spaCy to be measured against: its matrix products by OpenBLAS.

spaCy's own build multiplies by BLIS in its generic version. `Operations()` gives thinc
operations whose products, those inside the parser's loop included, are done by the
OpenBLAS that comes with numpy. The second needs a C compiler: thinc keeps a table of C
functions {daxpy, saxpy, sgemm} for the loop, and the third entry is replaced.
"""

import ctypes
import pathlib
import subprocess
import tempfile

import numpy
from thinc.api import NumpyOps

SHIM = """
#include <stdint.h>
typedef void (*gemm)(int, int, int, int64_t, int64_t, int64_t, float, const float*, int64_t,
                     const float*, int64_t, float, float*, int64_t);
static gemm openblas;
void use(gemm f) { openblas = f; }
void sgemm(int ta, int tb, int m, int n, int k, float alpha, const float* a, int lda,
           const float* b, int ldb, float beta, float* c, int ldc) {
  openblas(101, ta ? 112 : 111, tb ? 112 : 111, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}
"""


def library():
    folder = pathlib.Path(numpy.__file__).parent.parent / "numpy.libs"
    return ctypes.CDLL(str(next(folder.glob("libscipy_openblas64_*"))))


def core_name():
    """The processor whose kernels OpenBLAS runs, e.g. "SkylakeX"."""
    name = library().scipy_openblas_get_corename64_
    name.restype = ctypes.c_char_p
    return name().decode()


def compiled_shim():
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "shim.c")
        source.write_text(SHIM)
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", f"{folder}/shim.so", source], check=True)
        shim = ctypes.CDLL(f"{folder}/shim.so")
    shim.use(ctypes.cast(library().scipy_cblas_sgemm64_, ctypes.c_void_p))
    return shim


class Operations(NumpyOps):
    def __init__(self):
        super().__init__(use_blis=False)  # products by numpy.dot, that is by OpenBLAS
        self.shim = compiled_shim()

    def cblas(self):
        functions = super().cblas()
        # The object: its count, its type, then a shared_ptr to the table.
        table = ctypes.c_void_p.from_address(id(functions) + 16).value
        sgemm = ctypes.c_void_p.from_address(table + 16)
        sgemm.value = ctypes.cast(self.shim.sgemm, ctypes.c_void_p).value
        return functions
