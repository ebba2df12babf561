#include "archive/zip_file.h"

#include <zip.h>

#include <cerrno>
#include <utility>

#include "base/file_system.h"

namespace avviso {
namespace {

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

class MemberSource : public ByteSource {
 public:
  MemberSource(zip_file_t* file, uint64_t compressed) : file_(file), compressed_(compressed) {}

  Result<size_t> Read(char* to, size_t size) override {
    if (ended_) return size_t{0};
    const zip_int64_t got = zip_fread(file_.get(), to, size);
    ended_ = got <= 0;
    if (got < 0) return Error{ErrorCode::kCorrupt, zip_file_strerror(file_.get())};
    made_ += static_cast<uint64_t>(got);
    if (!ExpansionLimit{}.Allows(compressed_, made_)) {
      ended_ = true;
      return Error{ErrorCode::kExhausted, "a member of the zip grows beyond all measure"};
    }
    return static_cast<size_t>(got);
  }

 private:
  std::unique_ptr<zip_file_t, CloseFile> file_;
  uint64_t compressed_;
  uint64_t made_ = 0;
  bool ended_ = false;
};

}  // namespace

struct ZipFile::Impl {
  std::string bytes;  // behind the archive, if it isn't a file
  std::unique_ptr<zip_t, CloseArchive> archive;
  std::vector<std::string> names;
  std::vector<zip_uint64_t> indices;

  void List() {
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(std::max<zip_int64_t>(count, 0)); ++i) {
      const char* name = zip_get_name(archive.get(), i, ZIP_FL_ENC_GUESS);
      if (name == nullptr || *name == '\0' || std::string_view(name).back() == '/') continue;
      names.emplace_back(name);
      indices.push_back(i);
    }
  }
};

ZipFile::ZipFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipFile::ZipFile(ZipFile&&) noexcept = default;
ZipFile& ZipFile::operator=(ZipFile&&) noexcept = default;
ZipFile::~ZipFile() = default;

Result<ZipFile> ZipFile::FromBytes(std::string bytes) {
  auto impl = std::make_unique<Impl>();
  impl->bytes = std::move(bytes);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source =
      zip_source_buffer_create(impl->bytes.data(), impl->bytes.size(), 0, &error);
  AVVISO_CHECK(source != nullptr);
  impl->archive.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  zip_error_fini(&error);
  if (impl->archive == nullptr) {
    zip_source_free(source);
    return Error{ErrorCode::kCorrupt, "not a whole zip archive"};
  }
  impl->List();
  return ZipFile(std::move(impl));
}

Result<ZipFile> ZipFile::Open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  int code = 0;
  errno = 0;
  impl->archive.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (impl->archive == nullptr) {
    if (code == ZIP_ER_OPEN || code == ZIP_ER_READ || code == ZIP_ER_NOENT) {
      return SystemError(code == ZIP_ER_NOENT ? ENOENT : errno, "open", path);
    }
    return Error{ErrorCode::kCorrupt, path + ": not a whole zip archive"};
  }
  impl->List();
  return ZipFile(std::move(impl));
}

const std::vector<std::string>& ZipFile::names() const { return impl_->names; }

Result<std::unique_ptr<ByteSource>> ZipFile::Member(size_t index) const {
  AVVISO_CHECK(index < impl_->indices.size());
  zip_stat_t info;
  zip_stat_init(&info);
  zip_stat_index(impl_->archive.get(), impl_->indices[index], 0, &info);
  zip_file_t* file = zip_fopen_index(impl_->archive.get(), impl_->indices[index], 0);
  if (file == nullptr) {
    const int code = zip_error_code_zip(zip_get_error(impl_->archive.get()));
    const bool rare = code == ZIP_ER_COMPNOTSUPP || code == ZIP_ER_ENCRNOTSUPP ||
                      code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD;
    return Error{rare ? ErrorCode::kUnsupported : ErrorCode::kCorrupt,
                 zip_strerror(impl_->archive.get())};
  }
  std::unique_ptr<ByteSource> member = std::make_unique<MemberSource>(file, info.comp_size);
  return member;
}

}  // namespace avviso
